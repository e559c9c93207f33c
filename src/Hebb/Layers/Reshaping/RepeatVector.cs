using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>Each row several times: (batch, features) becomes (batch, n, features). What an encoder found, for each step of a decoder.</summary>
public sealed class RepeatVector : Layer
{
    internal static Kind<RepeatVector> Kind { get; } = new("RepeatVector", c => new(c.Int("n", l => l.N)));

    /// <summary>A layer that repeats.</summary>
    /// <param name="n">How many times.</param>
    public RepeatVector(int n)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        N = n;
    }

    /// <summary>How many times.</summary>
    public int N { get; }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training) => x.Rank == 2
        ? x.ExpandDims(1).BroadcastTo([x.Shape[0], N, x.Shape[1]])
        : throw new ShapeException($"{this} repeats rows of shape (batch, features), but got shape {x.Shape}.");

    /// <inheritdoc/>
    public override string ToString() => $"RepeatVector({N})";
}

using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>The axes of each row in another order: <c>new Permute(2, 1)</c> turns (batch, 10, 64) into (batch, 64, 10).</summary>
public sealed class Permute : Layer
{
    internal static Kind<Permute> Kind { get; } = new("Permute", c => new(c.Ints("dims", l => l.Dims)));

    /// <summary>A layer that reorders axes.</summary>
    /// <param name="dims">For each axis of the result the axis it comes from, counted from 1 (0 is the batch, which stays).</param>
    public Permute(params IReadOnlyList<int> dims)
    {
        if (!dims.Order().SequenceEqual(Enumerable.Range(1, dims.Count)))
        {
            throw new ArgumentException(
                $"Permute takes each of the axes 1 to {dims.Count} once (0 is the batch, which stays), but got ({string.Join(", ", dims)}).", nameof(dims));
        }

        Dims = [.. dims];
    }

    /// <summary>For each axis of the result the axis it comes from, counted from 1.</summary>
    public IReadOnlyList<int> Dims { get; }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training) => x.Rank == Dims.Count + 1
        ? x.Transpose([0, .. Dims])
        : throw new ShapeException($"{this} reorders {Dims.Count} axes behind the batch, but got shape {x.Shape}.");

    /// <inheritdoc/>
    public override string ToString() => $"Permute({string.Join(", ", Dims)})";
}

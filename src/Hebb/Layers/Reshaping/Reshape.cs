using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>Each row's elements, in the same order, under another shape: (batch, 12) becomes (batch, 3, 4).</summary>
public sealed class Reshape : Layer
{
    internal static Kind<Reshape> Kind { get; } = new("Reshape", c => new(c.Ints("target_shape", l => l.TargetShape)));

    /// <summary>A layer that gives rows this shape.</summary>
    /// <param name="targetShape">The extents without the batch; one may be −1: what is left for it.</param>
    public Reshape(params IReadOnlyList<int> targetShape)
    {
        if (targetShape.Count(extent => extent == -1) > 1 || targetShape.Any(extent => extent is 0 or < -1))
        {
            throw new ArgumentException($"Extents are at least 1, and one of them may be −1, but got ({string.Join(", ", targetShape)}).", nameof(targetShape));
        }

        TargetShape = [.. targetShape];
    }

    /// <summary>The extents without the batch; −1 stands for what is left.</summary>
    public IReadOnlyList<int> TargetShape { get; }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training)
    {
        if (x.Rank == 0) { throw new ShapeException($"{this} keeps the batch axis, but got a single number."); }
        long size = x.Shape[1..].Size, known = TargetShape.Where(extent => extent > 0).Aggregate(1L, (product, extent) => checked(product * extent));
        if (TargetShape.Contains(-1) ? size % known != 0 : size != known)
        {
            throw new ShapeException($"{this} cannot hold rows of shape {x.Shape[1..]}: they have {size} elements.");
        }

        return x.Reshape([x.Shape[0], .. TargetShape.Select(extent => extent > 0 ? extent : checked((int)(size / known)))]);
    }

    /// <inheritdoc/>
    public override string ToString() => $"Reshape({string.Join(", ", TargetShape)})";
}

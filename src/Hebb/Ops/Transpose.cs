using Hebb.Tensors;

namespace Hebb.Ops;

/// <summary>Reorders the axes: axis i of the result is axis <c>Axes[i]</c> of the input.</summary>
internal sealed record Transpose : Op
{
    internal Transpose(int[] axes) => Axes = axes;

    /// <summary>For each axis of the result the axis of the input.</summary>
    public IReadOnlyList<int> Axes { get; }

    /// <inheritdoc/>
    public bool Equals(Transpose? other) => other is not null && Axes.SequenceEqual(other.Axes);

    /// <inheritdoc/>
    public override int GetHashCode() => Axes.Aggregate(17, (hash, axis) => hash * 31 + axis);

    internal override (Shape, DType) Infer(ReadOnlySpan<Tensor> inputs)
    {
        Shape from = inputs[0].Shape;
        if (!Axes.Order().SequenceEqual(Enumerable.Range(0, from.Rank)))
        {
            throw new ShapeException($"Transpose of shape {from} takes each of the axes 0 to {from.Rank - 1} once, but got [{string.Join(", ", Axes)}].");
        }

        int[] shape = new int[from.Rank];
        for (int i = 0; i < shape.Length; i++) { shape[i] = from[Axes[i]]; }
        return (Shape.Create(shape), inputs[0].DType);
    }

    internal override Tensor?[] Gradient(Tensor y, Tensor dy)
    {
        int[] inverse = new int[Axes.Count];
        for (int i = 0; i < inverse.Length; i++) { inverse[Axes[i]] = i; }
        return [dy.Transpose(inverse)];
    }

    internal override void Evaluate(ReadOnlySpan<Elements> x, Elements y)
    {
        long[] from = x[0].Strides;
        Strided.Copy(x[0], 0, [.. Axes.Select(axis => from[axis])], y, 0, y.Strides, y.Shape);
    }
}

public static partial class TensorOps
{
    extension(Tensor x)
    {
        /// <summary>The tensor with its axes reordered (by default reversed): axis i of the result is axis <c>axes[i]</c>.</summary>
        /// <exception cref="ShapeException">The axes are not each axis once.</exception>
        public Tensor Transpose(params int[] axes)
        {
            int[] order = axes.Length == 0 ? [.. Enumerable.Range(0, x.Rank).Reverse()] : [.. axes.Select(axis => x.Shape.Axis(axis))];
            return order.SequenceEqual(Enumerable.Range(0, x.Rank)) ? x : new(new Transpose(order), [x]);
        }
    }
}

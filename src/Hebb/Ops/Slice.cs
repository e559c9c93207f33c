using Hebb.Tensors;

namespace Hebb.Ops;

/// <summary>A block of a tensor: from <c>Start</c>, with the extents <c>To</c>.</summary>
internal sealed record Slice : Op
{
    internal Slice(int[] start, Shape to) => (Start, To) = (start, to);

    /// <summary>The first index along each axis.</summary>
    public IReadOnlyList<int> Start { get; }

    /// <summary>The extents of the block.</summary>
    public Shape To { get; }

    /// <inheritdoc/>
    public bool Equals(Slice? other) => other is not null && To == other.To && Start.SequenceEqual(other.Start);

    /// <inheritdoc/>
    public override int GetHashCode() => Start.Aggregate(To.GetHashCode(), (hash, start) => hash * 31 + start);

    internal override (Shape, DType) Infer(ReadOnlySpan<Tensor> inputs)
    {
        Shape from = inputs[0].Shape;
        for (int axis = 0; axis < from.Rank; axis++)
        {
            if (Start[axis] < 0 || To[axis] > from[axis] - Start[axis])
            {
                throw new ShapeException($"A slice of {To} from ({string.Join(", ", Start)}) on does not lie inside shape {from}.");
            }
        }

        return (To, inputs[0].DType);
    }

    internal override Tensor?[] Gradient(Tensor y, Tensor dy) => [new(new Place(y.Inputs[0].Shape, [[.. Start]]), [dy])];

    internal override void Evaluate(ReadOnlySpan<Elements> x, Elements y)
    {
        long[] from = x[0].Strides;
        Strided.Copy(x[0], Start.Select((start, axis) => start * from[axis]).Sum(), from, y, 0, y.Strides, To);
    }
}

public static partial class TensorOps
{
    extension(Tensor x)
    {
        /// <summary>A part of the tensor along one axis: <c>x.Slice(-1, 1..3)</c> takes columns 1 and 2.</summary>
        /// <exception cref="ArgumentOutOfRangeException">The range leaves the axis.</exception>
        public Tensor Slice(int axis, Range range)
        {
            int at = x.Shape.Axis(axis);
            (int start, int length) = range.GetOffsetAndLength(x.Shape[at]);
            if (length == x.Shape[at]) { return x; }
            int[] starts = new int[x.Rank];
            starts[at] = start;
            return new(new Slice(starts, x.Shape.With(at, length)), [x]);
        }
    }
}

using Hebb.Tensors;

namespace Hebb.Ops;

/// <summary>Repeats along axes of extent 1, and along new axes in front.</summary>
/// <param name="To">The shape of the result.</param>
internal sealed record Broadcast(Shape To) : Op
{
    internal override (Shape, DType) Infer(ReadOnlySpan<Tensor> inputs)
    {
        Shape from = inputs[0].Shape;
        for (int i = 1; i <= from.Rank; i++)
        {
            if (from.Rank > To.Rank || (from[^i] != 1 && from[^i] != To[^i]))
            {
                throw new ShapeException($"Shape {from} cannot be broadcast to {To}: from the last axis on, extents must be equal or 1.");
            }
        }

        return (To, inputs[0].DType);
    }

    /// <summary>The source's strides along the axes of the result: 0 where it repeats.</summary>
    internal static long[] Strides(Shape from, Shape to)
    {
        long[] strides = new long[to.Rank];
        long stride = 1;
        for (int i = 1; i <= from.Rank; i++)
        {
            strides[^i] = from[^i] == 1 ? 0 : stride;
            stride *= from[^i];
        }

        return strides;
    }

    internal override Tensor?[] Gradient(Tensor y, Tensor dy)
    {
        Shape from = y.Inputs[0].Shape;
        int added = To.Rank - from.Rank;
        int[] axes = [.. Enumerable.Range(0, To.Rank).Where(axis => axis < added || from[axis - added] != To[axis])];
        return [dy.Sum(axes, keepDims: true).Reshape(from)];
    }

    internal override void Evaluate(ReadOnlySpan<Elements> x, Elements y) => Strided.Copy(x[0], 0, Strides(x[0].Shape, To), y, 0, y.Strides, To);
}

public static partial class TensorOps
{
    extension(Tensor x)
    {
        /// <summary>The tensor repeated to a larger shape, by NumPy's rules: axes of extent 1, and missing axes in front, repeat.</summary>
        /// <exception cref="ShapeException">The shapes do not fit.</exception>
        public Tensor BroadcastTo(Shape shape) => x.Shape == shape ? x : new(new Broadcast(shape), [x]);
    }

    /// <summary>The shape to which two shapes broadcast.</summary>
    internal static Shape BroadcastShape(string operation, Shape a, Shape b)
    {
        if (a == b) { return a; }
        int[] shape = new int[Math.Max(a.Rank, b.Rank)];
        for (int i = 1; i <= shape.Length; i++)
        {
            int p = i <= a.Rank ? a[^i] : 1, q = i <= b.Rank ? b[^i] : 1;
            if (p != q && p != 1 && q != 1)
            {
                throw new ShapeException(
                    $"{operation}: shapes {a} and {b} do not broadcast: from the last axis on, extents must be equal or 1, but {p} meets {q}.");
            }

            shape[^i] = p == 1 ? q : p;
        }

        return Shape.Create(shape);
    }
}

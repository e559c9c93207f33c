using System.Numerics;
using Hebb.Tensors;

namespace Hebb.Ops;

/// <summary>The index (Int32) of the largest element along an axis, which disappears; the first of equals.</summary>
/// <param name="Axis">The axis, counted from 0.</param>
internal sealed record ArgMax(int Axis) : Op
{
    internal override (Shape, DType) Infer(ReadOnlySpan<Tensor> inputs)
    {
        Shape shape = inputs[0].Shape;
        if (shape[Axis] == 0) { throw new ShapeException($"ArgMax of nothing is not defined: axis {Axis} of shape {shape} is empty."); }
        return ([.. shape.Dimensions[..Axis], .. shape.Dimensions[(Axis + 1)..]], DType.Int32);
    }

    internal override void Evaluate(ReadOnlySpan<Elements> x, Elements y)
    {
        switch (x[0].DType)
        {
            case DType.Float32: Find<float>(x[0], y); break;
            case DType.Float64: Find<double>(x[0], y); break;
            case DType.Int32: Find<int>(x[0], y); break;
            case DType.Int64: Find<long>(x[0], y); break;
            default: throw new InvalidOperationException("ArgMax of booleans: Cast them first.");
        }
    }

    private void Find<T>(Elements x, Elements y) where T : unmanaged, INumber<T>
    {
        ReadOnlySpan<T> from = x.As<T>();
        Span<int> to = y.As<int>();
        int inner = (int)x.Shape[(Axis + 1)..].Size, length = x.Shape[Axis];
        for (int i = 0; i < to.Length; i++)
        {
            int start = i / inner * inner * length + i % inner, best = 0;
            for (int k = 1; k < length; k++)
            {
                if (from[start + k * inner] > from[start + best * inner]) { best = k; }
            }

            to[i] = best;
        }
    }
}

public static partial class TensorOps
{
    extension(Tensor x)
    {
        /// <summary>The index (Int32) of the largest element along an axis; the first of equals. It has no gradient.</summary>
        public Tensor ArgMax(int axis) => new(new ArgMax(x.Shape.Axis(axis)), [x]);

        /// <summary>The index (Int32) of the smallest element along an axis; the first of equals. It has no gradient.</summary>
        public Tensor ArgMin(int axis) => (-x).ArgMax(axis);
    }
}

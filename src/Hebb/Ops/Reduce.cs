using System.Numerics;
using Hebb.Tensors;

namespace Hebb.Ops;

/// <summary>How a reduction combines elements.</summary>
internal enum Reduction : byte
{
    /// <summary>Their sum.</summary>
    Sum,
    /// <summary>The largest; NaN if any is NaN.</summary>
    Max,
    /// <summary>The smallest; NaN if any is NaN.</summary>
    Min,
    /// <summary>Their product.</summary>
    Product,
}

/// <summary>Combines the elements along one axis, which disappears.</summary>
/// <param name="Kind">How elements are combined.</param>
/// <param name="Axis">The axis, counted from 0.</param>
internal sealed record Reduce(Reduction Kind, int Axis) : Op
{
    /// <inheritdoc/>
    public override string Name => $"{Kind} over axis {Axis}";

    internal override (Shape, DType) Infer(ReadOnlySpan<Tensor> inputs)
    {
        Tensor x = inputs[0];
        if (x.DType == DType.Bool) { throw new ShapeException($"{Kind} is not defined for booleans: Cast the tensor to a number first."); }
        if (x.Shape[Axis] == 0 && Kind is (Reduction.Max or Reduction.Min))
        {
            throw new ShapeException($"{Kind} of nothing is not defined: axis {Axis} of shape {x.Shape} is empty.");
        }

        return ([.. x.Shape.Dimensions[..Axis], .. x.Shape.Dimensions[(Axis + 1)..]], x.DType);
    }

    internal override long Work(Tensor y) => y.Inputs[0].Size;

    internal override Tensor?[] Gradient(Tensor y, Tensor dy)
    {
        Tensor x = y.Inputs[0];
        Tensor spread = dy.ExpandDims(Axis).BroadcastTo(x.Shape);
        Tensor result = y.ExpandDims(Axis);
        if (Kind == Reduction.Sum) { return [spread]; }
        Tensor zero = Tensor.Scalar(0, x.DType), one = Tensor.Scalar(1, x.DType);
        if (Kind == Reduction.Product)
        {
            // One zero among the factors: only it gets a gradient, the product of the others. Two: none does.
            Tensor isZero = x.EqualTo(0);
            Tensor zeros = isZero.Cast(x.DType).Sum(Axis, keepDims: true);
            Tensor others = Tensor.Where(isZero, one, x);
            Tensor product = others.Product(Axis, keepDims: true);
            Tensor factor = Tensor.Where(isZero, Tensor.Where(zeros <= 1, product, zero), Tensor.Where(zeros <= 0, product / others, zero));
            return [spread * factor];
        }

        // Elements that tie share the gradient equally, as in TensorFlow.
        Tensor chosen = x.EqualTo(result).Cast(x.DType);
        return [spread * (chosen / chosen.Sum(Axis, keepDims: true))];
    }

    internal override void Evaluate(ReadOnlySpan<Elements> x, Elements y)
    {
        switch (y.DType)
        {
            case DType.Float32: Combine<float>(x[0], y); break;
            case DType.Float64: Combine<double>(x[0], y); break;
            case DType.Int32: Combine<int>(x[0], y); break;
            default: Combine<long>(x[0], y); break;
        }
    }

    private void Combine<T>(Elements x, Elements y) where T : unmanaged, INumber<T>
    {
        ReadOnlySpan<T> from = x.As<T>();
        Span<T> to = y.As<T>();
        int inner = (int)x.Shape[(Axis + 1)..].Size, length = x.Shape[Axis];
        for (int i = 0; i < to.Length; i++)
        {
            int start = i / inner * inner * length + i % inner;
            T value = Kind switch { Reduction.Sum => T.Zero, Reduction.Product => T.One, _ => from[start] };
            for (int k = 0; k < length; k++)
            {
                T element = from[start + k * inner];
                value = Kind switch
                {
                    Reduction.Sum => value + element,
                    Reduction.Product => value * element,
                    Reduction.Max => T.Max(value, element),
                    _ => T.Min(value, element),
                };
            }

            to[i] = value;
        }
    }
}

public static partial class TensorOps
{
    extension(Tensor x)
    {
        /// <summary>The sum over all elements.</summary>
        public Tensor Sum() => x.Sum(AllAxes(x));

        /// <summary>The sum along an axis.</summary>
        public Tensor Sum(int axis, bool keepDims = false) => Reduced(Reduction.Sum, x, [axis], keepDims);

        /// <summary>The sum along several axes.</summary>
        public Tensor Sum(int[] axes, bool keepDims = false) => Reduced(Reduction.Sum, x, axes, keepDims);

        /// <summary>The mean over all elements.</summary>
        public Tensor Mean() => x.Mean(AllAxes(x));

        /// <summary>The mean along an axis.</summary>
        public Tensor Mean(int axis, bool keepDims = false) => x.Mean([axis], keepDims);

        /// <summary>The mean along several axes.</summary>
        public Tensor Mean(int[] axes, bool keepDims = false)
        {
            double count = axes.Select(axis => x.Shape.Axis(axis)).Distinct().Aggregate(1.0, (n, axis) => n * x.Shape[axis]);
            return x.Sum(axes, keepDims) * (1 / count);
        }

        /// <summary>The largest of all elements; NaN if any is NaN.</summary>
        public Tensor Max() => Reduced(Reduction.Max, x, AllAxes(x), false);

        /// <summary>The largest along an axis; NaN if any is NaN.</summary>
        public Tensor Max(int axis, bool keepDims = false) => Reduced(Reduction.Max, x, [axis], keepDims);

        /// <summary>Whether any of the booleans along an axis is true.</summary>
        internal Tensor Any(int axis, bool keepDims = false) => x.Cast(DType.Float32).Max(axis, keepDims) > 0;

        /// <summary>The smallest of all elements; NaN if any is NaN.</summary>
        public Tensor Min() => Reduced(Reduction.Min, x, AllAxes(x), false);

        /// <summary>The smallest along an axis; NaN if any is NaN.</summary>
        public Tensor Min(int axis, bool keepDims = false) => Reduced(Reduction.Min, x, [axis], keepDims);

        /// <summary>The product along an axis.</summary>
        public Tensor Product(int axis, bool keepDims = false) => Reduced(Reduction.Product, x, [axis], keepDims);

        /// <summary>The population variance along several axes: the mean squared distance from the mean.</summary>
        public Tensor Variance(int[] axes, bool keepDims = false) => (x - x.Mean(axes, keepDims: true)).Square().Mean(axes, keepDims);
    }

    private static int[] AllAxes(Tensor x) => [.. Enumerable.Range(0, x.Rank)];

    /// <summary>Reduces axis by axis, where neighboring axes count as one; the last first, so that memory is walked in order.</summary>
    private static Tensor Reduced(Reduction kind, Tensor x, int[] axes, bool keepDims)
    {
        if (x.DType == DType.Bool) { throw new ShapeException($"{kind} is not defined for booleans: Cast the tensor to a number first."); }
        int[] sorted = [.. axes.Select(axis => x.Shape.Axis(axis)).Distinct().Order()];
        Tensor y = x;
        for (int last = sorted.Length - 1; last >= 0;)
        {
            int first = last;
            while (first > 0 && sorted[first - 1] == sorted[first] - 1) { first--; }
            int from = sorted[first], to = sorted[last] + 1;
            int length = Sizes.Extent(y.Shape[from..to].Size, $"{kind}");
            Shape merged = [.. y.Shape.Dimensions[..from], length, .. y.Shape.Dimensions[to..]];
            y = length == 1
                ? y.Reshape([.. y.Shape.Dimensions[..from], .. y.Shape.Dimensions[to..]])
                : new(new Reduce(kind, from), [y.Reshape(merged)]);
            last = first - 1;
        }

        if (!keepDims) { return y; }
        int[] shape = x.Shape.ToArray();
        foreach (int axis in sorted) { shape[axis] = 1; }
        return y.Reshape(Shape.Create(shape));
    }
}

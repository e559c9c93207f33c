using System.Numerics;
using Hebb.Tensors;

namespace Hebb.Ops;

/// <summary>e^x / Σ e^x over the last axis, computed as e^(x − max x) / Σ e^(x − max x), which cannot overflow.</summary>
internal sealed record Softmax : Op
{
    internal override (Shape, DType) Infer(ReadOnlySpan<Tensor> inputs) => LogSumExp.Floats("Softmax", inputs[0]);

    internal override Tensor?[] Gradient(Tensor y, Tensor dy) => [y * (dy - (dy * y).Sum(-1, keepDims: true))];

    internal override void Evaluate(ReadOnlySpan<Elements> x, Elements y)
    {
        if (y.DType == DType.Float32) { Rows<float>(x[0], y); }
        else { Rows<double>(x[0], y); }
    }

    private static void Rows<T>(Elements x, Elements y) where T : unmanaged, IFloatingPointIeee754<T>
    {
        int columns = x.Shape[^1];
        for (int start = 0; start < x.Shape.Size; start += columns)
        {
            ReadOnlySpan<T> from = x.As<T>().Slice(start, columns);
            Span<T> to = y.As<T>().Slice(start, columns);
            T max = from[0], sum = T.Zero;
            foreach (T value in from) { max = T.Max(max, value); }
            for (int i = 0; i < columns; i++)
            {
                to[i] = T.Exp(from[i] - max);
                sum += to[i];
            }

            for (int i = 0; i < columns; i++) { to[i] /= sum; }
        }
    }
}

/// <summary>ln Σ e^x over the last axis, which disappears; computed as max x + ln Σ e^(x − max x), which cannot overflow.</summary>
internal sealed record LogSumExp : Op
{
    internal override (Shape, DType) Infer(ReadOnlySpan<Tensor> inputs)
    {
        (Shape shape, DType type) = Floats("LogSumExp", inputs[0]);
        return (shape[..^1], type);
    }

    internal static (Shape, DType) Floats(string name, Tensor x)
    {
        if (x.Rank == 0 || x.Shape[^1] == 0 || !x.DType.IsFloat)
        {
            throw new ShapeException($"{name} works along the last axis of a floating-point tensor, but got shape {x.Shape} of {x.DType}.");
        }

        return (x.Shape, x.DType);
    }

    internal override Tensor?[] Gradient(Tensor y, Tensor dy) => [dy.ExpandDims(-1) * y.Inputs[0].Softmax()];

    internal override void Evaluate(ReadOnlySpan<Elements> x, Elements y)
    {
        if (y.DType == DType.Float32) { Rows<float>(x[0], y); }
        else { Rows<double>(x[0], y); }
    }

    private static void Rows<T>(Elements x, Elements y) where T : unmanaged, IFloatingPointIeee754<T>
    {
        int columns = x.Shape[^1];
        Span<T> to = y.As<T>();
        for (int row = 0; row < to.Length; row++)
        {
            ReadOnlySpan<T> from = x.As<T>().Slice(row * columns, columns);
            T max = from[0], sum = T.Zero;
            foreach (T value in from) { max = T.Max(max, value); }
            foreach (T value in from) { sum += T.Exp(value - max); }
            to[row] = T.IsInfinity(max) ? max : max + T.Log(sum);
        }
    }
}

public static partial class TensorOps
{
    extension(Tensor x)
    {
        /// <summary>e^x / Σ e^x along the last axis: positive numbers that add up to 1.</summary>
        public Tensor Softmax() => new(new Softmax(), [x]);

        /// <summary>e^x / Σ e^x along an axis.</summary>
        public Tensor Softmax(int axis)
        {
            int at = x.Shape.Axis(axis);
            if (at == x.Rank - 1) { return x.Softmax(); }
            int[] order = [.. Enumerable.Range(0, x.Rank)];
            (order[at], order[^1]) = (order[^1], order[at]);
            return x.Transpose(order).Softmax().Transpose(order);
        }

        /// <summary>ln Σ e^x along the last axis, which disappears.</summary>
        public Tensor LogSumExp() => new(new LogSumExp(), [x]);

        /// <summary>ln(e^x / Σ e^x) along the last axis, without the loss of digits of taking the two in turn.</summary>
        /// <remarks>The largest is taken off first: ln Σ e^x of numbers around 1000 is known to four decimals only in single precision.</remarks>
        public Tensor LogSoftmax()
        {
            Tensor shifted = x - x.Max(-1, keepDims: true).StopGradient();
            return shifted - shifted.LogSumExp().ExpandDims(-1);
        }
    }
}

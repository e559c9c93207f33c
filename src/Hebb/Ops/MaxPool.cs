using System.Numerics;
using Hebb.Tensors;

namespace Hebb.Ops;

/// <summary>
/// For each position of a moving window the element of <c>values</c> that stands where <c>selector</c> is largest: inputs (selector, values), both
/// (batch, depth, height, width, channels). With the same tensor twice: the maximum. The first of equals counts; NaN counts as largest.
/// </summary>
/// <remarks>Its gradient is <see cref="MaxPoolGradient"/>, whose gradient it is. Every window must hold an element.</remarks>
/// <param name="Windows">The window along each axis.</param>
internal sealed record MaxPool(Windows Windows) : Op
{
    internal override (Shape, DType) Infer(ReadOnlySpan<Tensor> inputs)
    {
        Shape x = inputs[0].Shape;
        if (x.Rank != 5 || inputs[1].Shape != x)
        {
            throw new ShapeException($"A window {Windows} picks from two tensors of five axes and one shape, not {x} and {inputs[1].Shape}.");
        }

        return (Windows.Positions(x, x[4]), inputs[1].DType);
    }

    internal override long Work(Tensor y) => Sizes.Times(y.Size, Windows.Taps);

    internal override Tensor?[] Gradient(Tensor y, Tensor dy) => [null, new(new MaxPoolGradient(Windows), [y.Inputs[0], dy])];

    internal override void Evaluate(ReadOnlySpan<Elements> x, Elements y)
    {
        if (y.DType == DType.Float32) { Pick<float>(x[0], x[1], y); }
        else { Pick<double>(x[0], x[1], y); }
    }

    private void Pick<T>(Elements selector, Elements values, Elements y) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> from = values.As<T>();
        Span<T> to = y.As<T>();
        int[] picked = Largest<T>(Windows, selector, y.Shape);
        for (int i = 0; i < to.Length; i++) { to[i] = from[picked[i]]; }
    }

    /// <summary>For each element of the result the number of the element that is largest in its window.</summary>
    internal static int[] Largest<T>(Windows windows, Elements selector, Shape y) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> x = selector.As<T>();
        int channels = y[4];
        int[] picked = new int[y.Size];
        Array.Fill(picked, -1);
        foreach ((int element, _, int position) in Convolution.Meeting(windows, selector.Shape, y))
        {
            for (int c = 0; c < channels; c++)
            {
                ref int best = ref picked[position * channels + c];
                int candidate = element * channels + c;
                if (best < 0 || x[candidate] > x[best] || T.IsNaN(x[candidate]) && !T.IsNaN(x[best])) { best = candidate; }
            }
        }

        return picked;
    }
}

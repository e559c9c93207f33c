using System.Numerics;
using Hebb.Tensors;

namespace Hebb.Ops;

/// <summary>
/// Sums under a moving window: y[n, p, o] = Σ over taps t and channels c of x[n, p·stride + t·dilation − before, c] · w[t, c, o], where x is
/// (batch, depth, height, width, channels), w is (taps along depth, height, width, channels of a group, filters), and elements outside x are 0.
/// </summary>
/// <remarks>
/// With <see cref="FilterGradient"/> it is one trilinear form: the gradient of each is made of the two. The gradient with respect to x is a convolution that
/// walks back: filters in opposite order, channels and filters exchanged, stride and spread exchanged.
/// </remarks>
/// <param name="Windows">The window along each axis.</param>
/// <param name="Groups">Channels and filters fall into this many groups that do not see each other.</param>
internal sealed record Convolution(Windows Windows, int Groups) : Op
{
    internal override (Shape, DType) Infer(ReadOnlySpan<Tensor> inputs)
    {
        Shape x = inputs[0].Shape, w = inputs[1].Shape;
        bool fits = x.Rank == 5 && w.Rank == 5 && x[4] == (long)w[3] * Groups && w[4] % Groups == 0 && w[0] == Windows.Depth.Size && w[1] == Windows.Height.Size
            && w[2] == Windows.Width.Size;
        if (!fits || inputs[0].DType != inputs[1].DType || !inputs[0].DType.IsFloat)
        {
            throw new ShapeException(
                $"A convolution {Windows} with {Groups} groups does not fit inputs {x} {inputs[0].DType} and filters {w} {inputs[1].DType}.");
        }

        return (Windows.Positions(x, w[4]), inputs[0].DType);
    }

    internal override long Work(Tensor y) =>
        Sizes.Times(y.Size, Windows.Taps, y.Inputs[1].Shape[3]) / Sizes.ProductsPerStep + Windows.WorkOfCopies(y.Inputs[0].Shape, y.Shape);

    internal override Tensor?[] Gradient(Tensor y, Tensor dy)
    {
        Tensor x = y.Inputs[0], w = y.Inputs[1];
        return [InputGradient(x.Shape, w, dy), new(new FilterGradient(Windows, Groups, w.Shape), [x, dy])];
    }

    /// <summary>The gradient with respect to inputs of this shape.</summary>
    internal Tensor InputGradient(Shape x, Tensor w, Tensor dy)
    {
        Windows back = Windows.Backward(x[1], x[2], x[3]);
        return new(new Convolution(back, Groups), [dy, Exchanged(w)]);
    }

    /// <summary>The filters with taps in opposite order, channels and filters exchanged within each group.</summary>
    private Tensor Exchanged(Tensor w)
    {
        Shape s = w.Shape;
        for (int axis = 0; axis < 3; axis++)
        {
            if (s[axis] > 1) { w = w.Reverse(axis); }
        }

        int taps = s[0] * s[1] * s[2], channels = s[3], filters = s[4] / Groups;
        return w.Reshape([taps, channels, Groups, filters]).Transpose(0, 3, 2, 1).Reshape([s[0], s[1], s[2], filters, Groups * channels]);
    }

    internal override void Evaluate(ReadOnlySpan<Elements> x, Elements y)
    {
        if (y.DType == DType.Float32) { Sum<float>(x[0], x[1], y); }
        else { Sum<double>(x[0], x[1], y); }
    }

    private void Sum<T>(Elements x, Elements w, Elements y) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> xs = x.As<T>(), ws = w.As<T>();
        Span<T> ys = y.As<T>();
        ys.Clear();
        int channels = w.Shape[3], filters = w.Shape[4], perGroup = filters / Groups;
        foreach ((int from, int tap, int to) in Meeting(Windows, x.Shape, y.Shape))
        {
            for (int o = 0; o < filters; o++)
            {
                T sum = ys[to * filters + o];
                int first = from * x.Shape[4] + o / perGroup * channels;
                for (int c = 0; c < channels; c++) { sum += xs[first + c] * ws[(tap * channels + c) * filters + o]; }
                ys[to * filters + o] = sum;
            }
        }
    }

    /// <summary>All triples (element, tap, position) that meet, as numbers of cells without their channels.</summary>
    internal static IEnumerable<(int Element, int Tap, int Position)> Meeting(Windows windows, Shape x, Shape y)
    {
        (Window d, Window h, Window w) = (windows.Depth, windows.Height, windows.Width);
        for (int position = 0, n = 0; n < y[0]; n++)
        {
            for (int pd = 0; pd < y[1]; pd++)
            {
                for (int ph = 0; ph < y[2]; ph++)
                {
                    for (int pw = 0; pw < y[3]; pw++, position++)
                    {
                        for (int tap = 0; tap < windows.Taps; tap++)
                        {
                            int ed = d.Element(pd, tap / (h.Size * w.Size), x[1]), eh = h.Element(ph, tap / w.Size % h.Size, x[2]),
                                ew = w.Element(pw, tap % w.Size, x[3]);
                            if (ed >= 0 && eh >= 0 && ew >= 0) { yield return (((n * x[1] + ed) * x[2] + eh) * x[3] + ew, tap, position); }
                        }
                    }
                }
            }
        }
    }
}

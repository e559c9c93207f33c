using System.Numerics;
using Hebb.Tensors;

namespace Hebb.Ops;

/// <summary>The gradient of a <see cref="Convolution"/> with respect to its filters: dw[t, c, o] = Σ over rows n and positions p of x[n, p·stride + t·dilation
/// − before, c] · dy[n, p, o].</summary>
/// <param name="Windows">The windows of the convolution.</param>
/// <param name="Groups">Its groups.</param>
/// <param name="Filters">The shape of the filters.</param>
internal sealed record FilterGradient(Windows Windows, int Groups, Shape Filters) : Op
{
    internal override (Shape, DType) Infer(ReadOnlySpan<Tensor> inputs) => (Filters, inputs[0].DType);

    internal override long Work(Tensor y) =>
        Sizes.Times(y.Inputs[1].Size, Windows.Taps, Filters[3]) / Sizes.ProductsPerStep + Windows.WorkOfCopies(y.Inputs[0].Shape, y.Inputs[1].Shape);

    internal override Tensor?[] Gradient(Tensor y, Tensor dy)
    {
        Tensor x = y.Inputs[0], outer = y.Inputs[1];
        Convolution convolution = new(Windows, Groups);
        return [convolution.InputGradient(x.Shape, dy, outer), new(convolution, [x, dy])];
    }

    internal override void Evaluate(ReadOnlySpan<Elements> x, Elements y)
    {
        if (y.DType == DType.Float32) { Sum<float>(x[0], x[1], y); }
        else { Sum<double>(x[0], x[1], y); }
    }

    private void Sum<T>(Elements x, Elements dy, Elements dw) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> xs = x.As<T>(), dys = dy.As<T>();
        Span<T> dws = dw.As<T>();
        dws.Clear();
        int channels = Filters[3], filters = Filters[4], perGroup = filters / Groups;
        foreach ((int from, int tap, int to) in Convolution.Meeting(Windows, x.Shape, dy.Shape))
        {
            for (int o = 0; o < filters; o++)
            {
                int first = from * x.Shape[4] + o / perGroup * channels;
                for (int c = 0; c < channels; c++) { dws[(tap * channels + c) * filters + o] += xs[first + c] * dys[to * filters + o]; }
            }
        }
    }
}

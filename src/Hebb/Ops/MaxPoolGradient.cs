using System.Numerics;
using Hebb.Tensors;

namespace Hebb.Ops;

/// <summary>The adjoint of <see cref="MaxPool"/>: inputs (selector, one value for each window); each value is added where the selector is
/// largest in its window.</summary>
/// <param name="Windows">The window along each axis.</param>
internal sealed record MaxPoolGradient(Windows Windows) : Op
{
    internal override (Shape, DType) Infer(ReadOnlySpan<Tensor> inputs) => (inputs[0].Shape, inputs[1].DType);

    internal override long Work(Tensor y) => Sizes.Times(y.Inputs[1].Size, Windows.Taps);

    internal override Tensor?[] Gradient(Tensor y, Tensor dy) => [null, new(new MaxPool(Windows), [y.Inputs[0], dy])];

    internal override void Evaluate(ReadOnlySpan<Elements> x, Elements y)
    {
        if (y.DType == DType.Float32) { Return<float>(x[0], x[1], y); }
        else { Return<double>(x[0], x[1], y); }
    }

    private void Return<T>(Elements selector, Elements values, Elements y) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> from = values.As<T>();
        Span<T> to = y.As<T>();
        to.Clear();
        int[] picked = MaxPool.Largest<T>(Windows, selector, values.Shape);
        for (int i = 0; i < from.Length; i++) { to[picked[i]] += from[i]; }
    }
}

namespace Hebb.Tensors;

/// <summary>The same value, through which no gradient flows. It stands here because a <see cref="Trace"/> needs it.</summary>
internal sealed record StopGradient : Op
{
    internal override (Shape, DType) Infer(ReadOnlySpan<Tensor> inputs) => (inputs[0].Shape, inputs[0].DType);

    internal override void Evaluate(ReadOnlySpan<Elements> x, Elements y) => x[0].Bytes.CopyTo(y.Bytes);
}

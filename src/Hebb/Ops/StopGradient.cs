using Hebb.Tensors;

namespace Hebb.Ops;

/// <summary>The same value, through which no gradient flows.</summary>
internal sealed record StopGradient : Op
{
    internal override (Shape, DType) Infer(ReadOnlySpan<Tensor> inputs) => (inputs[0].Shape, inputs[0].DType);

    internal override void Evaluate(ReadOnlySpan<Elements> x, Elements y) => x[0].Bytes.CopyTo(y.Bytes);
}

public static partial class TensorOps
{
    extension(Tensor x)
    {
        /// <summary>The same value as a constant: no gradient flows through it.</summary>
        public Tensor StopGradient() => new(new StopGradient(), [x]);
    }
}

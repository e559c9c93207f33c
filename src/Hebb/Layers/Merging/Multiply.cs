using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>The product of its inputs, element by element: gates. Steps that do not count (<see cref="Tensor.Mask"/>) are factors of 1;
/// where no input counts, the product is 0, as in Keras.</summary>
/// <inheritdoc cref="MergeLayer"/>
public sealed class Multiply : MergeLayer
{
    internal static Kind<Multiply> Kind { get; } = new("Multiply", _ => new());

    private protected override Tensor Merge(IReadOnlyList<Tensor> inputs)
    {
        Tensor product = inputs
            .Select(x => x.Mask is null ? x : Tensor.Where(Alongside(x.Mask, x), x, Tensor.Scalar(1, x.DType)))
            .Aggregate((a, b) => a * b);
        return inputs.Any(x => x.Mask is null)
            ? product
            : Tensor.Where(Alongside(inputs.Select(x => x.Mask!).Aggregate((a, b) => a | b), product), product, Tensor.Scalar(0, product.DType));
    }
}

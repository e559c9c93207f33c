using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>The product of its inputs, element by element: gates. Steps that do not count (<see cref="Tensor.Mask"/>) are factors of 1.</summary>
/// <inheritdoc cref="MergeLayer"/>
public sealed class Multiply : MergeLayer
{
    internal static Kind<Multiply> Kind { get; } = new("Multiply", _ => new());

    private protected override Tensor Merge(IReadOnlyList<Tensor> inputs) => inputs
        .Select(x => x.Mask is null ? x : Tensor.Where(Alongside(x.Mask, x), x, Tensor.Scalar(1, x.DType)))
        .Aggregate((a, b) => a * b);
}

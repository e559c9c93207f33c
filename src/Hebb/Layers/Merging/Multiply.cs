using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>The product of its inputs, element by element: gates.</summary>
/// <inheritdoc cref="MergeLayer"/>
public sealed class Multiply : MergeLayer
{
    private protected override Tensor Merge(IReadOnlyList<Tensor> inputs) => inputs.Aggregate((a, b) => a * b);
}

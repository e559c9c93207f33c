using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>The largest of its inputs, element by element.</summary>
/// <inheritdoc cref="MergeLayer"/>
public sealed class Maximum : MergeLayer
{
    private protected override Tensor Merge(IReadOnlyList<Tensor> inputs) => inputs.Aggregate((a, b) => a.Maximum(b));
}

using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>The sum of its inputs, element by element: residual connections.</summary>
/// <inheritdoc cref="MergeLayer"/>
public sealed class Add : MergeLayer
{
    internal static Kind<Add> Kind { get; } = new("Add", _ => new());

    private protected override Tensor Merge(IReadOnlyList<Tensor> inputs) => inputs.Aggregate((a, b) => a + b);
}

using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>The mean of its inputs, element by element: ensembles.</summary>
/// <inheritdoc cref="MergeLayer"/>
public sealed class Average : MergeLayer
{
    internal static Kind<Average> Kind { get; } = new("Average", _ => new());

    private protected override Tensor Merge(IReadOnlyList<Tensor> inputs) => inputs.Aggregate((a, b) => a + b) / inputs.Count;
}

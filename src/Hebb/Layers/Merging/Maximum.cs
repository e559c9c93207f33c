using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>The largest of its inputs, element by element. Steps that do not count (<see cref="Tensor.Mask"/>) are left out.</summary>
/// <inheritdoc cref="MergeLayer"/>
public sealed class Maximum : MergeLayer
{
    internal static Kind<Maximum> Kind { get; } = new("Maximum", _ => new());

    private protected override Tensor Merge(IReadOnlyList<Tensor> inputs) => MergeCounting(inputs, (a, b) => a.Maximum(b));
}

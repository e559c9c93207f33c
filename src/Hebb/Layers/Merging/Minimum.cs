using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>The smallest of its inputs, element by element. Steps that do not count (<see cref="Tensor.Mask"/>) are left out.</summary>
/// <inheritdoc cref="MergeLayer"/>
public sealed class Minimum : MergeLayer
{
    internal static Kind<Minimum> Kind { get; } = new("Minimum", _ => new());

    private protected override Tensor Merge(IReadOnlyList<Tensor> inputs) => MergeCounting(inputs, (a, b) => a.Minimum(b));
}

using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>The first of two inputs minus the second, element by element.</summary>
/// <inheritdoc cref="MergeLayer"/>
public sealed class Subtract : MergeLayer
{
    internal static Kind<Subtract> Kind { get; } = new("Subtract", _ => new());

    private protected override Tensor Merge(IReadOnlyList<Tensor> inputs) => inputs.Count == 2
        ? inputs[0] - inputs[1]
        : throw new ShapeException($"{this} has exactly two inputs, but got {inputs.Count}.");
}

using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>The sum of its inputs, element by element, with broadcasting: residual connections.</summary>
public sealed class Add : Layer
{
    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs) { }

    /// <inheritdoc/>
    protected override Tensor Forward(IReadOnlyList<Tensor> inputs, bool training)
    {
        if (inputs.Count < 2) { throw new ShapeException($"{this} needs at least two inputs, but got {inputs.Count}: use Apply([a, b])."); }
        Tensor sum = inputs[0];
        for (int i = 1; i < inputs.Count; i++) { sum += inputs[i]; }
        return sum;
    }
}

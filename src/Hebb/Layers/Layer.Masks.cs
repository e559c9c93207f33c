using Hebb.Tensors;

namespace Hebb.Layers;

public abstract partial class Layer
{
    /// <summary>
    /// Whether the mask of the first input is that of the output as well: true for layers that treat each step by itself. Otherwise the output has no mask,
    /// unless <see cref="ComputeMask"/> makes one. Keras: supports_masking.
    /// </summary>
    protected virtual bool SupportsMasking => false;

    /// <summary>The number with which the layer compares its input to make a mask of its own; null if it makes none.</summary>
    internal virtual double? MaskedValue => null;

    /// <summary>Which steps of the (first) output count; null if all do. It is called behind Forward. The masks of the inputs are their
    /// <see cref="Tensor.Mask"/>.</summary>
    /// <param name="inputs">What the layer is applied to.</param>
    /// <returns>Booleans of the first axes of the output, or null.</returns>
    protected virtual Tensor? ComputeMask(IReadOnlyList<Tensor> inputs) => SupportsMasking ? inputs[0].Mask : null;
}

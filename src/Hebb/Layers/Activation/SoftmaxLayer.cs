using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>eˣ / Σ eˣ along an axis, as a layer (Keras' <c>Softmax</c>; named so because <see cref="Ops.Softmax"/> is the op): scores become probabilities.</summary>
/// <remarks>Input and output have the same shape.</remarks>
/// <param name="axis">The axis of the classes.</param>
public sealed class SoftmaxLayer(int axis = -1) : Layer
{
    /// <summary>The axis of the classes.</summary>
    public int Axis { get; } = axis;

    /// <inheritdoc/>
    public override string DefaultName => "softmax";

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training) => x.Softmax(Axis);
}

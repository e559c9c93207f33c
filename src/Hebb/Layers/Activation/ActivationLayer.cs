using Hebb.Activations;
using Hebb.Configuration;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>An activation as a layer of its own (Keras' <c>Activation</c>): to put something, such as batch normalization, between a dense
/// layer and its activation.</summary>
/// <remarks>Input and output have the same shape.</remarks>
/// <param name="activation">The function.</param>
public sealed class ActivationLayer(Activation activation) : Layer
{
    internal static Kind<ActivationLayer> Kind { get; } = new("Activation", c => new(c.Activation("activation", l => l.Activation, Activation.Linear)));

    /// <summary>The function.</summary>
    public Activation Activation { get; } = activation;

    /// <inheritdoc/>
    public override string DefaultName => "activation";

    /// <inheritdoc/>
    protected override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training) => Activation.Apply(x);

    /// <inheritdoc/>
    public override string ToString() => $"Activation({Activation})";
}

using Hebb.Activations;
using Hebb.Configuration;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>x above 0, slope · x below, as a layer: no unit can die (Maas et al., 2013).</summary>
/// <remarks>Input and output have the same shape.</remarks>
/// <param name="negativeSlope">The slope below 0; Keras' default for the layer is 0.3.</param>
public sealed class LeakyReLU(double negativeSlope = 0.3) : Layer
{
    // The setting was called alpha before Keras 3.
    internal static Kind<LeakyReLU> Kind { get; } = new("LeakyReLU", c => new(c.Number("negative_slope", l => l.NegativeSlope, c.Node.Number("alpha", 0.3))));

    /// <summary>The slope below 0. Range: 0 or more.</summary>
    public double NegativeSlope { get; } = SettingRange.NotNegative(negativeSlope, nameof(negativeSlope));

    /// <inheritdoc/>
    public override string DefaultName => "leaky_re_lu";

    /// <inheritdoc/>
    protected override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training) => Activation.LeakyRelu(NegativeSlope).Apply(x);
}

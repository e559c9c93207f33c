using Hebb.Configuration;
using Hebb.Initializers;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// Numbers as several outputs each, the first of which is the number itself: (x, W · cos(2πcx + φ) + b) with frequencies c and phases φ that are learned
/// (Holzmüller, Grinsztajn and Steinwart, 2024, "Better by Default": RealMLP's PBLD). Smaller than <see cref="PeriodicEmbedding"/>.
/// </summary>
/// <remarks>
/// Shape (batch, features) becomes (batch, features, units); Flatten follows. Weights of each feature: frequency, of n normal numbers with standard deviation
/// σ; phase (n), in radians and evenly from ±π; kernel (n, units − 1) and bias (units − 1), evenly from ±1/√n.
/// </remarks>
public sealed class CosineEmbedding : Layer
{
    internal static Kind<CosineEmbedding> Kind { get; } = new(
        "CosineEmbedding", c => new(c.Int("units", l => l.Units, 4), c.Int("frequencies", l => l.Frequencies, 16), c.Number("sigma", l => l.Sigma, 0.1)))
    { Module = "hebb" };

    private Parameter? _frequency, _phase, _kernel, _bias;

    /// <summary>An embedding.</summary>
    /// <param name="units">Outputs of each feature, the feature itself among them: 2 or more.</param>
    /// <param name="frequencies">Frequencies of each feature.</param>
    /// <param name="sigma">The standard deviation of the frequencies at first: the larger, the sharper the network bends.</param>
    public CosineEmbedding(int units = 4, int frequencies = 16, double sigma = 0.1)
    {
        (Units, Frequencies) = (SettingRange.AtLeast(2, units, nameof(units)), SettingRange.AtLeast(1, frequencies, nameof(frequencies)));
        Sigma = SettingRange.Positive(sigma, nameof(sigma));
    }

    /// <summary>Outputs of each feature, the feature itself among them.</summary>
    public int Units { get; }

    /// <summary>Frequencies of each feature.</summary>
    public int Frequencies { get; }

    /// <summary>The standard deviation of the frequencies at first.</summary>
    public double Sigma { get; }

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        SideBySide.RequireFeatures(this, input, null);
        Shape waves = [input[1], Frequencies];
        _frequency = AddParameter("frequency", waves, new RandomNormal(0, Sigma));
        _phase = AddParameter("phase", waves, new Initializers.RandomUniform(-Math.PI, Math.PI));
        _kernel = AddParameter("kernel", [.. waves.Dimensions, Units - 1], new EachByItself(Initializer.FanInUniform));
        _bias = AddParameter("bias", [input[1], Units - 1], SideBySide.Bias(Frequencies));
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training)
    {
        SideBySide.RequireFeatures(this, x.Shape, _frequency!.Shape[0]);
        Tensor number = x.ExpandDims(-1);
        Tensor waves = (number * (_frequency.Value * (2 * Math.PI)) + _phase!.Value).Cos();
        return Tensor.Concatenate([number, SideBySide.Product(waves, _kernel!.Value) + _bias!.Value], -1);
    }

    /// <inheritdoc/>
    public override string ToString() => $"CosineEmbedding({Units})";
}

using Hebb.Activations;
using Hebb.Configuration;
using Hebb.Initializers;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// Numbers as several outputs each, so that a network can bend sharply along a feature: activation(W · (cos 2πcx, sin 2πcx) + b) with frequencies c that are
/// learned (Gorishniy, Rubachev and Babenko, 2022, "On Embeddings for Numerical Features in Tabular Deep Learning": PLR).
/// </summary>
/// <remarks>
/// Shape (batch, features) becomes (batch, features, units); Flatten follows. Bring features to about −1 … 1 first: the frequencies then say how sharply.
/// Weights of each feature: frequency, of n normal numbers with standard deviation σ; kernel (2n, units) and bias (units), evenly from ±1/√(2n).
/// </remarks>
/// <example>
/// <code>
/// Sequential model = new([new PeriodicEmbedding(8, 16, sigma: 0.1), new Flatten(), new Dense(128, Activation.Relu), new Dense(1)]);
/// </code>
/// </example>
public sealed class PeriodicEmbedding : Layer
{
    internal static Kind<PeriodicEmbedding> Kind { get; } = new(
        "PeriodicEmbedding",
        c => new(c.Int("units", l => l.Units, 24), c.Int("frequencies", l => l.Frequencies, 48), c.Number("sigma", l => l.Sigma, 0.01))
        {
            Activation = c.Activation("activation", l => l.Activation),
            Shared = c.Flag("shared", l => l.Shared, false),
        })
    { Module = "hebb" };

    private Parameter? _frequency, _kernel, _bias;

    /// <summary>An embedding.</summary>
    /// <param name="units">Outputs of each feature.</param>
    /// <param name="frequencies">Frequencies of each feature; each gives a cosine and a sine.</param>
    /// <param name="sigma">The standard deviation of the frequencies at first: the larger, the sharper the network bends, and the easier it overfits. Worth
    /// tuning, from 0.01 to 1.</param>
    public PeriodicEmbedding(int units = 24, int frequencies = 48, double sigma = 0.01)
    {
        (Units, Frequencies) = (SettingRange.AtLeast(1, units, nameof(units)), SettingRange.AtLeast(1, frequencies, nameof(frequencies)));
        Sigma = SettingRange.Positive(sigma, nameof(sigma));
    }

    /// <summary>Outputs of each feature.</summary>
    public int Units { get; }

    /// <summary>Frequencies of each feature.</summary>
    public int Frequencies { get; }

    /// <summary>The standard deviation of the frequencies at first.</summary>
    public double Sigma { get; }

    /// <summary>The function applied to the outputs; null for none (the paper's PL).</summary>
    public Activation? Activation { get; init; } = Activations.Activation.Relu;

    /// <summary>Whether one kernel and bias serve all features (the paper's "lite"). Frequencies remain each feature's own.</summary>
    public bool Shared { get; init; }

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        SideBySide.RequireFeatures(this, input, null);
        int features = input[1], inputs = 2 * Frequencies;
        _frequency = AddParameter("frequency", [features, Frequencies], new RandomNormal(0, Sigma));
        _kernel = Shared
            ? AddParameter("kernel", [inputs, Units], Initializer.FanInUniform)
            : AddParameter("kernel", [features, inputs, Units], new EachByItself(Initializer.FanInUniform));
        _bias = AddParameter("bias", Shared ? [Units] : [features, Units], SideBySide.Bias(inputs));
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training)
    {
        SideBySide.RequireFeatures(this, x.Shape, _frequency!.Shape[0]);
        Tensor kernel = _kernel!.Value, angle = x.ExpandDims(-1) * (_frequency.Value * (2 * Math.PI));
        // Two products, so that cosines and sines need not be copied beside each other.
        Tensor y = Product(angle.Cos(), ..Frequencies) + Product(angle.Sin(), Frequencies..) + _bias!.Value;
        return Activation is null ? y : Activation.Apply(y);

        Tensor Product(Tensor waves, Range rows) => Shared ? waves.MatMul(kernel.Slice(0, rows)) : SideBySide.Product(waves, kernel.Slice(1, rows));
    }

    /// <inheritdoc/>
    public override string ToString() => $"PeriodicEmbedding({Units})";
}

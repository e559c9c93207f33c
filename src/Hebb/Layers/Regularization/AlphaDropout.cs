using System.Globalization;
using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// Dropout for networks of SELUs: while training, a random share of the elements becomes α′ = −1.7581, the value SELU saturates at, and all are scaled and
/// shifted so that mean 0 and variance 1 stay what they are; otherwise passes its input on (Klambauer et al., 2017).
/// </summary>
/// <remarks>a · (x or α′) + b with a = ((1 − rate)(1 + rate · α′²))^−½ and b = −a · α′ · rate.</remarks>
public sealed class AlphaDropout : Layer
{
    internal static Kind<AlphaDropout> Kind { get; } = new("AlphaDropout", c =>
    {
        c.WriteOnly("seed", null);
        return new(c.Number("rate", l => l.Rate))
        {
            NoiseShape = c.Extents("noise_shape", l => l.NoiseShape),
        };
    });

    private const double Saturated = -1.6732632423543772848170429916717 * 1.0507009873554804934193349852946;

    /// <summary>Drops this share of the elements.</summary>
    /// <param name="rate">The share, from 0 to below 1.</param>
    public AlphaDropout(double rate)
    {
        if (!(rate >= 0 && rate < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "AlphaDropout needs a rate from 0 to below 1: the share of elements to drop.");
        }

        Rate = rate;
    }

    /// <summary>The share of elements that are dropped.</summary>
    public double Rate { get; }

    /// <summary>The shape of the mask; null for that of the input.</summary>
    /// <inheritdoc cref="Dropout.NoiseShape"/>
    public IReadOnlyList<int?>? NoiseShape { get; init; }

    /// <inheritdoc/>
    protected override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training)
    {
        if (!training || Rate == 0) { return x; }
        double scale = 1 / Math.Sqrt((1 - Rate) * (1 + Rate * Saturated * Saturated));
        Tensor kept = Tensor.RandomUniform(Dropout.MaskShape(this, x.Shape, NoiseShape), Randomness("mask")) >= Rate;
        return Tensor.Where(kept, x, Tensor.Scalar(Saturated, x.DType)) * scale - scale * Saturated * Rate;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"AlphaDropout({Rate})");
}

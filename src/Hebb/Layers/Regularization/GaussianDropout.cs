using System.Globalization;
using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// While training, multiplies each element by a random number of mean 1 and variance rate / (1 − rate), as much as <see cref="Dropout"/> of this rate varies;
/// otherwise passes its input on (Srivastava et al., 2014).
/// </summary>
public sealed class GaussianDropout : Layer
{
    internal static Kind<GaussianDropout> Kind { get; } = new("GaussianDropout", c =>
    {
        c.WriteOnly("seed", null);
        return new(c.Number("rate", l => l.Rate));
    });

    /// <summary>Noise like that of dropout.</summary>
    /// <param name="rate">The share that a dropout of the same strength would drop, from 0 to below 1.</param>
    public GaussianDropout(double rate)
    {
        if (!(rate >= 0 && rate < 1)) { throw new ArgumentOutOfRangeException(nameof(rate), rate, "GaussianDropout needs a rate from 0 to below 1."); }
        Rate = rate;
    }

    /// <summary>The share that a dropout of the same strength would drop.</summary>
    public double Rate { get; }

    /// <inheritdoc/>
    protected override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training) =>
        training && Rate > 0 ? x * Tensor.RandomNormal(x.Shape, Randomness("noise"), 1, Math.Sqrt(Rate / (1 - Rate))) : x;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"GaussianDropout({Rate})");
}

using System.Globalization;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// While training, sets a random share of the elements to 0 and scales the others up so that the expectation stays (inverted dropout); otherwise
/// passes its input on. It keeps units from relying on each other (Srivastava et al., 2014).
/// </summary>
public sealed class Dropout : Layer
{
    /// <summary>Drops this share of the elements.</summary>
    /// <param name="rate">The share, from 0 to below 1.</param>
    public Dropout(double rate)
    {
        if (!(rate >= 0 && rate < 1)) { throw new ArgumentOutOfRangeException(nameof(rate), rate, "Dropout needs a rate from 0 to below 1: the share of elements to drop."); }
        Rate = rate;
    }

    /// <summary>The share of elements that are dropped.</summary>
    public double Rate { get; }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training)
    {
        if (!training || Rate == 0) { return x; }
        Tensor kept = Tensor.RandomUniform(x.Shape, Randomness("mask")) >= Rate;
        return Tensor.Where(kept, x * (1 / (1 - Rate)), Tensor.Scalar(0, x.DType));
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Dropout({Rate})");
}

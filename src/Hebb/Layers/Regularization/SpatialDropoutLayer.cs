using System.Globalization;
using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// Dropout of whole channels: neighbors in a feature map say almost the same, so that dropping single elements would hide little (Tompson et al., 2015).
/// Otherwise as <see cref="Dropout"/>.
/// </summary>
public abstract class SpatialDropoutLayer : SpatialLayer
{
    private readonly int _axes;

    /// <summary>Drops channels over so many axes.</summary>
    private protected SpatialDropoutLayer(int axes, double rate)
    {
        if (!(rate >= 0 && rate < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "SpatialDropout needs a rate from 0 to below 1: the share of channels to drop.");
        }

        (_axes, Rate) = (axes, rate);
    }

    /// <summary>A layer of its settings.</summary>
    private protected SpatialDropoutLayer(int axes, IConfig<SpatialDropoutLayer> c) : this(axes, c.Number("rate", l => l.Rate))
    {
        c.WriteOnly("seed", null);
        DataFormat = c.DataFormat(l => l.DataFormat, axes);
    }

    /// <summary>The share of channels that are dropped.</summary>
    public double Rate { get; }

    /// <inheritdoc/>
    protected override bool SupportsMasking => true;

    /// <inheritdoc/>
    private protected override Tensor ForwardLast(Tensor x, bool training)
    {
        if (x.Rank != _axes + 2)
        {
            throw new ShapeException($"{this} expects inputs of {_axes + 2} axes (batch, {_axes} spatial, channels), but got shape {x.Shape}.");
        }

        if (!training || Rate == 0) { return x; }
        Shape channels = [x.Shape[0], .. Enumerable.Repeat(1, _axes), x.Shape[^1]];
        Tensor kept = Tensor.RandomUniform(channels, Randomness("mask")) >= Rate;
        return Tensor.Where(kept, x * (1 / (1 - Rate)), Tensor.Scalar(0, x.DType));
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{GetType().Name}({Rate})");
}

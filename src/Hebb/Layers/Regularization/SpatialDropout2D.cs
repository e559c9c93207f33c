using Hebb.Configuration;

namespace Hebb.Layers;

/// <summary>Drops whole channels of images while training. See <see cref="SpatialDropoutLayer"/>.</summary>
public sealed class SpatialDropout2D : SpatialDropoutLayer
{
    internal static Kind<SpatialDropout2D> Kind { get; } = new("SpatialDropout2D", c => new(c));

    /// <summary>Drops this share of the channels.</summary>
    /// <param name="rate">The share of channels, from 0 to below 1.</param>
    public SpatialDropout2D(double rate) : base(2, rate) { }

    private SpatialDropout2D(IConfig<SpatialDropout2D> c) : base(2, c) { }
}

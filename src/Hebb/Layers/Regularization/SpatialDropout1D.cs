using Hebb.Configuration;

namespace Hebb.Layers;

/// <summary>Drops whole channels of sequences while training. See <see cref="SpatialDropoutLayer"/>.</summary>
public sealed class SpatialDropout1D : SpatialDropoutLayer
{
    internal static Kind<SpatialDropout1D> Kind { get; } = new("SpatialDropout1D", c => new(c));

    /// <summary>Drops this share of the channels.</summary>
    /// <param name="rate">The share of channels, from 0 to below 1.</param>
    public SpatialDropout1D(double rate) : base(1, rate) { }

    private SpatialDropout1D(IConfig<SpatialDropout1D> c) : base(1, c) { }
}

using Hebb.Configuration;

namespace Hebb.Layers;

/// <summary>Drops whole channels of volumes while training. See <see cref="SpatialDropoutLayer"/>.</summary>
public sealed class SpatialDropout3D : SpatialDropoutLayer
{
    internal static Kind<SpatialDropout3D> Kind { get; } = new("SpatialDropout3D", c => new(c));

    /// <summary>Drops this share of the channels.</summary>
    /// <param name="rate">The share of channels, from 0 to below 1.</param>
    public SpatialDropout3D(double rate) : base(3, rate) { }

    private SpatialDropout3D(IConfig<SpatialDropout3D> c) : base(3, c) { }
}

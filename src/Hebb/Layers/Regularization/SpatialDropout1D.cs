namespace Hebb.Layers;

/// <summary>Drops whole channels of sequences while training. See <see cref="SpatialDropoutLayer"/>.</summary>
/// <param name="rate">The share of channels, from 0 to below 1.</param>
public sealed class SpatialDropout1D(double rate) : SpatialDropoutLayer(1, rate);

namespace Hebb.Layers;

/// <summary>Drops whole channels of images while training. See <see cref="SpatialDropoutLayer"/>.</summary>
/// <param name="rate">The share of channels, from 0 to below 1.</param>
public sealed class SpatialDropout2D(double rate) : SpatialDropoutLayer(2, rate);

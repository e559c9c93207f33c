namespace Hebb.Layers;

/// <summary>Drops whole channels of volumes while training. See <see cref="SpatialDropoutLayer"/>.</summary>
/// <param name="rate">The share of channels, from 0 to below 1.</param>
public sealed class SpatialDropout3D(double rate) : SpatialDropoutLayer(3, rate);

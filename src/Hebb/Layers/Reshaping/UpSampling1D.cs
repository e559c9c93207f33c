namespace Hebb.Layers;

/// <summary>Repeats the elements of sequences along steps. See <see cref="UpSamplingLayer"/>.</summary>
/// <param name="size">How many elements are made of one.</param>
public sealed class UpSampling1D(Extents? size = null) : UpSamplingLayer(1, size ?? 2);

namespace Hebb.Layers;

/// <summary>Repeats the elements of volumes along depth, height and width. See <see cref="UpSamplingLayer"/>.</summary>
/// <param name="size">How many elements are made of one.</param>
public sealed class UpSampling3D(Extents? size = null) : UpSamplingLayer(3, size ?? 2);

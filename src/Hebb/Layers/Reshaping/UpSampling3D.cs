using Hebb.Configuration;

namespace Hebb.Layers;

/// <summary>Repeats the elements of volumes along depth, height and width. See <see cref="UpSamplingLayer"/>.</summary>
public sealed class UpSampling3D : UpSamplingLayer
{
    internal static Kind<UpSampling3D> Kind { get; } = new("UpSampling3D", c => new(c));

    /// <summary>Enlarges by these factors.</summary>
    /// <param name="size">How many elements are made of one.</param>
    public UpSampling3D(Extents? size = null) : base(3, size ?? 2) { }

    private UpSampling3D(IConfig<UpSampling3D> c) : base(3, c) { }
}

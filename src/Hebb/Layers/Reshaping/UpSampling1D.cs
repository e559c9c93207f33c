using Hebb.Configuration;

namespace Hebb.Layers;

/// <summary>Repeats the elements of sequences along steps. See <see cref="UpSamplingLayer"/>.</summary>
public sealed class UpSampling1D : UpSamplingLayer
{
    internal static Kind<UpSampling1D> Kind { get; } = new("UpSampling1D", c => new(c));

    /// <summary>Enlarges by these factors.</summary>
    /// <param name="size">How many elements are made of one.</param>
    public UpSampling1D(Extents? size = null) : base(1, size ?? 2) { }

    private UpSampling1D(IConfig<UpSampling1D> c) : base(1, c) { }
}

using Hebb.Configuration;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>Enlarges images by whole factors: repeats pixels, or interpolates. See <see cref="UpSamplingLayer"/>.</summary>
public sealed class UpSampling2D : UpSamplingLayer
{
    internal static Kind<UpSampling2D> Kind { get; } = new("UpSampling2D", c => new(c));

    /// <summary>Enlarges by these factors.</summary>
    /// <param name="size">The factors for height and width.</param>
    /// <param name="interpolation">How values between pixels are found.</param>
    public UpSampling2D(Extents? size = null, Interpolation interpolation = Interpolation.Nearest) : base(2, size ?? 2) => Interpolation = interpolation;

    private UpSampling2D(IConfig<UpSampling2D> c) : base(2, c) => Interpolation = c.Interpolation(l => l.Interpolation, Interpolation.Nearest);

    /// <summary>How values between pixels are found.</summary>
    public Interpolation Interpolation { get; }

    /// <inheritdoc/>
    private protected override Tensor Enlarge(Tensor x, int axis, int factor) =>
        Interpolation == Interpolation.Nearest ? base.Enlarge(x, axis, factor) : Resampling.Along(x, axis, checked(x.Shape[axis] * factor), Interpolation);
}

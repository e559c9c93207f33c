using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>Enlarges images by whole factors: repeats pixels, or interpolates. See <see cref="UpSamplingLayer"/>.</summary>
/// <param name="size">The factors for height and width.</param>
/// <param name="interpolation">How values between pixels are found.</param>
public sealed class UpSampling2D(Extents? size = null, Interpolation interpolation = Interpolation.Nearest) : UpSamplingLayer(2, size ?? 2)
{
    /// <summary>How values between pixels are found.</summary>
    public Interpolation Interpolation { get; } = interpolation;

    /// <inheritdoc/>
    private protected override Tensor Enlarge(Tensor x, int axis, int factor) =>
        Interpolation == Interpolation.Nearest ? base.Enlarge(x, axis, factor) : Resampling.Along(x, axis, x.Shape[axis] * factor, Interpolation);
}

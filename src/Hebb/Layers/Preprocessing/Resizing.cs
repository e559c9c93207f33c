using Hebb.Configuration;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>Images of another size: (batch, h, w, channels) becomes (batch, height, width, channels). The proportions may change.</summary>
/// <param name="height">The new height.</param>
/// <param name="width">The new width.</param>
public sealed class Resizing(int height, int width) : SpatialLayer
{
    internal static Kind<Resizing> Kind { get; } = new("Resizing", c =>
    {
        c.Refuse("crop_to_aspect_ratio", "pad_to_aspect_ratio", "antialias");
        c.Always("crop_to_aspect_ratio", false);
        c.Always("pad_to_aspect_ratio", false);
        return new(c.Int("height", l => l.Height), c.Int("width", l => l.Width))
        {
            Interpolation = c.Interpolation(l => l.Interpolation, Interpolation.Bilinear),
            DataFormat = c.DataFormat(l => l.DataFormat),
        };
    });

    /// <summary>The new height.</summary>
    public int Height { get; } = height > 0 ? height : throw new ArgumentOutOfRangeException(nameof(height), height, "Images are at least one pixel high.");

    /// <summary>The new width.</summary>
    public int Width { get; } = width > 0 ? width : throw new ArgumentOutOfRangeException(nameof(width), width, "Images are at least one pixel wide.");

    /// <summary>How values between pixels are found.</summary>
    public Interpolation Interpolation { get; init; } = Interpolation.Bilinear;

    /// <inheritdoc/>
    private protected override Tensor ForwardLast(Tensor x, bool training)
    {
        ImageShape.Check(this, x);
        return Resampling.Along(Resampling.Along(ImageShape.Floats(x), 2, Width, Interpolation), 1, Height, Interpolation);
    }

    /// <inheritdoc/>
    public override string ToString() => $"Resizing({Height}, {Width})";
}

using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>The middle of images: (batch, h, w, channels) becomes (batch, height, width, channels). An image that is smaller is enlarged until it is large
/// enough, as in Keras.</summary>
/// <param name="height">The height of the part.</param>
/// <param name="width">The width of the part.</param>
public sealed class CenterCrop(int height, int width) : SpatialLayer
{
    internal static Kind<CenterCrop> Kind { get; } = new("CenterCrop", c =>
        new(c.Int("height", l => l.Height), c.Int("width", l => l.Width)) { DataFormat = c.DataFormat(l => l.DataFormat) });

    /// <summary>The height of the part.</summary>
    public int Height { get; } = height > 0 ? height : throw new ArgumentOutOfRangeException(nameof(height), height, "A part is at least one pixel high.");

    /// <summary>The width of the part.</summary>
    public int Width { get; } = width > 0 ? width : throw new ArgumentOutOfRangeException(nameof(width), width, "A part is at least one pixel wide.");

    /// <inheritdoc/>
    private protected override Tensor ForwardLast(Tensor x, bool training)
    {
        ImageShape.Check(this, x);
        if (x.Shape[1] >= Height && x.Shape[2] >= Width) { return Middle(Middle(x, 1, Height), 2, Width); }
        return Fit(x, Height, Width);
    }

    /// <summary>The largest part of the right proportions in the middle, brought to a size.</summary>
    internal static Tensor Fit(Tensor x, int height, int width)
    {
        (int high, int wide) = LargestPart(x, height, width);
        return Resized(Middle(Middle(x, 1, high), 2, wide), height, width);
    }

    /// <summary>A part of this size, or what there is of it, that begins where <see cref="Fit"/>'s does, brought to the size: Keras' random crop of images
    /// that are too small for one.</summary>
    internal static Tensor Around(Tensor x, int height, int width)
    {
        (int high, int wide) = LargestPart(x, height, width);
        int top = (x.Shape[1] - high) / 2, left = (x.Shape[2] - wide) / 2;
        return Resized(x.Slice(1, top..Math.Min(x.Shape[1], top + height)).Slice(2, left..Math.Min(x.Shape[2], left + width)), height, width);
    }

    private static (int Height, int Width) LargestPart(Tensor x, int height, int width) => (
        Math.Min(x.Shape[1], Math.Max(1, (int)((double)x.Shape[2] * height / width))),
        Math.Min(x.Shape[2], Math.Max(1, (int)((double)x.Shape[1] * width / height))));

    private static Tensor Resized(Tensor part, int height, int width) =>
        Resampling.Along(Resampling.Along(ImageShape.Floats(part), 2, width, Interpolation.Bilinear), 1, height, Interpolation.Bilinear);

    private static Tensor Middle(Tensor x, int axis, int extent)
    {
        int before = (x.Shape[axis] - extent) / 2;
        return x.Slice(axis, before..(before + extent));
    }

    /// <inheritdoc/>
    public override string ToString() => $"CenterCrop({Height}, {Width})";
}

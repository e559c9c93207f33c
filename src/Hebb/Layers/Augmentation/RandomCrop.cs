using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// A part of each image, at a random place while training: (batch, h, w, channels) becomes (batch, height, width, channels). Otherwise the
/// largest part of these proportions in the middle, resized.
/// </summary>
/// <remarks>
/// An image that is not larger than the part in both directions loses what is too much around the middle, and is resized. Keras 3.15.1 returns images as they
/// are when it predicts, whose size then does not fit the layers behind; the part in the middle is what its documentation says.
/// </remarks>
/// <param name="height">The height of the part.</param>
/// <param name="width">The width of the part.</param>
public sealed class RandomCrop(int height, int width) : SpatialLayer
{
    internal static Kind<RandomCrop> Kind { get; } = new("RandomCrop", c =>
    {
        c.WriteOnly("seed", null);
        return new(c.Int("height", l => l.Height), c.Int("width", l => l.Width))
        {
            DataFormat = c.DataFormat(l => l.DataFormat),
        };
    });

    /// <summary>The height of the part.</summary>
    public int Height { get; } = height > 0 ? height : throw new ArgumentOutOfRangeException(nameof(height), height, "A part is at least one pixel high.");

    /// <summary>The width of the part.</summary>
    public int Width { get; } = width > 0 ? width : throw new ArgumentOutOfRangeException(nameof(width), width, "A part is at least one pixel wide.");

    /// <inheritdoc/>
    private protected override Tensor ForwardLast(Tensor x, bool training)
    {
        ImageShape.Check(this, x);
        x = ImageShape.Floats(x);
        int freeRows = x.Shape[1] - Height, freeColumns = x.Shape[2] - Width;
        if (!training) { return CenterCrop.Fit(x, Height, Width); }
        if (freeRows <= 0 || freeColumns <= 0) { return CenterCrop.Around(x, Height, Width); }
        Tensor Start(string use, int free) => (Tensor.RandomUniform([x.Shape[0], 1, 1], Randomness(use)) * (free + 1)).Floor();
        Tensor rows = Start("row", freeRows) + Tensor.Range(Height).Cast(x.DType).Reshape([1, Height, 1]);
        Tensor columns = Start("column", freeColumns) + Tensor.Range(Width).Cast(x.DType).Reshape([1, 1, Width]);
        return ImageLookup.Pick(x, rows, columns, FillMode.Nearest);
    }

    /// <inheritdoc/>
    public override string ToString() => $"RandomCrop({Height}, {Width})";
}

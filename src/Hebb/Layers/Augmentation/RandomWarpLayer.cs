using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>A layer that moves the pixels of images at random: each pixel of the result is looked up somewhere in the input, between pixels and
/// beyond edges as well.</summary>
public abstract class RandomWarpLayer : RandomImageLayer
{
    private protected static readonly string[] s_fills = ["reflect", "wrap", "nearest", "constant"], s_interpolations = ["nearest", "bilinear"];

    private protected RandomWarpLayer() { }

    /// <summary>What is seen beyond the edges.</summary>
    public FillMode FillMode { get; init; }

    /// <summary>The number seen beyond the edges with <see cref="FillMode.Constant"/>. Range: any finite number.</summary>
    public double FillValue { get; init => field = SettingRange.Finite(value); }

    /// <summary>How values between pixels are found: <see cref="Interpolation.Nearest"/> or <see cref="Interpolation.Bilinear"/>.</summary>
    public Interpolation Interpolation
    {
        get;
        init =>
            field = value is Interpolation.Nearest or Interpolation.Bilinear
                ? value
                : throw new ArgumentOutOfRangeException(nameof(value), value, "Images are moved with Interpolation.Nearest or Interpolation.Bilinear.");
    } = Interpolation.Bilinear;

    /// <inheritdoc/>
    private protected sealed override Tensor Change(Tensor x)
    {
        int height = x.Shape[1], width = x.Shape[2];
        Tensor y = Tensor.Range(height).Cast(x.DType).Reshape([1, height, 1]), z = Tensor.Range(width).Cast(x.DType).Reshape([1, 1, width]);
        (Tensor rows, Tensor columns) = Places(x, y, z);
        return ImageLookup.At(x, rows, columns, this);
    }

    /// <summary>Where pixels of the result are looked up, as rows and columns of the input that broadcast to (batch, height, width).</summary>
    private protected abstract (Tensor Rows, Tensor Columns) Places(Tensor x, Tensor row, Tensor column);
}

using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>Replaces a rectangle of an image by noise or by a number, so that a network does not rely on one part (Zhong et al., 2020). See <see cref="RandomImageLayer"/>.</summary>
/// <param name="rate">The share of images that lose a part, from 0 to 1.</param>
public sealed class RandomErasing(double rate = 1) : RandomImageLayer
{
    /// <summary>The share of images that lose a part.</summary>
    public double Rate { get; } = rate is >= 0 and <= 1 ? rate : throw new ArgumentOutOfRangeException(nameof(rate), rate, "A share goes from 0 to 1.");

    /// <summary>The share of the area that is replaced.</summary>
    public (double Low, double High) Scale { get; init; } = (0.02, 0.33);

    /// <summary>What replaces the part; null for noise over the whole range.</summary>
    public double? FillValue { get; init; }

    /// <summary>The smallest and the largest value of noise.</summary>
    public (double Low, double High) ValueRange { get; init; } = (0, 255);

    /// <inheritdoc/>
    private protected override Tensor Change(Tensor x)
    {
        int height = x.Shape[1], width = x.Shape[2];
        // Half the side of the part, as a share of that of the image; the part lies about a pixel of the image and may be cut by an edge.
        Tensor half = Each(x, "area", Scale).Sqrt() / 2;
        Tensor Near(int axis, int extent, string use) =>
            ((Tensor.Range(extent).Cast(x.DType) + 0.5).Reshape([1, .. axis == 1 ? new[] { extent, 1 } : [1, extent], 1]) - Each(x, use, (0, extent))).Abs() <= half * extent;
        Tensor part = Near(1, height, "row") & Near(2, width, "column") & (Each(x, "whether", (0, 1)) < Rate);
        Tensor other = FillValue is { } value ? Tensor.Scalar(value, x.DType) : Tensor.RandomUniform(x.Shape, Randomness("noise"), ValueRange.Low, ValueRange.High);
        return Tensor.Where(part, other, x);
    }
}

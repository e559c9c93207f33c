using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>Replaces a rectangle of an image by noise or by a number, so that a network does not rely on one part (Zhong et al., 2020). See
/// <see cref="RandomImageLayer"/>.</summary>
/// <param name="rate">The share of images that lose a part, from 0 to 1.</param>
public sealed class RandomErasing(double rate = 1) : RandomImageLayer
{
    internal static Kind<RandomErasing> Kind { get; } = new("RandomErasing", c =>
    {
        // Keras draws the share itself between two numbers; their mean gives the same.
        Spread factor = c.Spread("factor", l => (l.Rate, l.Rate), (1, 1)), scale = c.Spread("scale", l => l.Scale, (0.02, 0.33));
        return new((Math.Max(factor.Low, 0) + factor.High) / 2)
        {
            Scale = (scale.Low, scale.High),
            FillValue = c.NumberOrNull("fill_value", l => l.FillValue),
            ValueRange = c.ValueRange(l => l.ValueRange),
            DataFormat = ReadFormat(c),
        };
    });

    /// <summary>The share of images that lose a part.</summary>
    public double Rate { get; } = rate is >= 0 and <= 1 ? rate : throw new ArgumentOutOfRangeException(nameof(rate), rate, "A share goes from 0 to 1.");

    /// <summary>The bounds of the square of each side of the part, as a share of that of the image; the two sides are drawn apart.</summary>
    public (double Low, double High) Scale { get; init; } = (0.02, 0.33);

    /// <summary>What replaces the part; null for normally distributed noise, clipped to the range. Range: any finite number.</summary>
    public double? FillValue { get; init => field = SettingRange.Finite(value); }

    /// <summary>The smallest and the largest value of what replaces the part. Noise has the largest one as its standard deviation, as in Keras.</summary>
    public (double Low, double High) ValueRange { get; init; } = (0, 255);

    /// <inheritdoc/>
    private protected override Tensor Change(Tensor x)
    {
        Tensor part = Along(x, 1, "height") & Along(x, 2, "width") & (Each(x, "whether", (0, 1)) < Rate);
        Tensor other = FillValue is { } value ? Tensor.Scalar(value, x.DType) : Tensor.RandomNormal(x.Shape, Randomness("noise")) * ValueRange.High;
        return Tensor.Where(part, other.Clip(ValueRange.Low, ValueRange.High), x);
    }

    /// <summary>Which rows or columns the part takes: all within the image.</summary>
    private Tensor Along(Tensor x, int axis, string use)
    {
        int extent = x.Shape[axis];
        Tensor length = Each(x, use, Scale).Sqrt() * extent, first = Each(x, use + " from", (0, 1)) * (extent - length);
        Tensor pixels = Tensor.Range(extent).Cast(x.DType).Reshape(axis == 1 ? [1, extent, 1, 1] : [1, 1, extent, 1]);
        return (pixels >= first) & (pixels < first + length);
    }
}

using System.Globalization;
using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// While training, sets a random share of the elements to 0 and scales the others up so that the expectation stays (inverted dropout); otherwise
/// passes its input on. It keeps units from relying on each other (Srivastava et al., 2014).
/// </summary>
public sealed class Dropout : Layer
{
    internal static Kind<Dropout> Kind { get; } = new("Dropout", c =>
    {
        c.WriteOnly("seed", null);
        return new(c.Number("rate", l => l.Rate))
        {
            NoiseShape = c.Extents("noise_shape", l => l.NoiseShape),
        };
    });

    /// <summary>Drops this share of the elements.</summary>
    /// <param name="rate">The share, from 0 to below 1.</param>
    public Dropout(double rate)
    {
        if (!(rate >= 0 && rate < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "Dropout needs a rate from 0 to below 1: the share of elements to drop.");
        }

        Rate = rate;
    }

    /// <summary>The share of elements that are dropped.</summary>
    public double Rate { get; }

    /// <summary>The shape of the mask; null for that of the input.</summary>
    /// <remarks>Batch included; 1 along axes whose elements are dropped together, null for the input's extent: [null, 1, null] drops whole channels of
    /// (batch, steps, channels).</remarks>
    public IReadOnlyList<int?>? NoiseShape { get; init; }

    /// <inheritdoc/>
    protected override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training)
    {
        if (!training || Rate == 0) { return x; }
        Tensor kept = Tensor.RandomUniform(MaskShape(this, x.Shape, NoiseShape), Randomness("mask")) >= Rate;
        return Tensor.Where(kept, x * (1 / (1 - Rate)), Tensor.Scalar(0, x.DType));
    }

    /// <summary>The shape of a mask for inputs of a shape.</summary>
    internal static Shape MaskShape(Layer layer, Shape input, IReadOnlyList<int?>? noise)
    {
        if (noise is null) { return input; }
        if (noise.Count != input.Rank || noise.Where((extent, axis) => extent is not null and not 1 && extent != input[axis]).Any())
        {
            throw new ShapeException(
                $"{layer} has NoiseShape ({string.Join(", ", noise.Select(extent => extent?.ToString(CultureInfo.InvariantCulture) ?? "null"))}), which does "
                + $"not fit an input of shape {input}: give 1, null or the input's extent for each axis.");
        }

        return [.. noise.Select((extent, axis) => extent ?? input[axis])];
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Dropout({Rate})");
}

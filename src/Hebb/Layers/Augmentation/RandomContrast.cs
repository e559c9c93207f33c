using System.Text.Json.Nodes;
using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>Multiplies what distinguishes pixels from the mean of their image and channel by 1 + a random number. See <see cref="RandomImageLayer"/>.</summary>
/// <param name="factor">The number: 0.3 stands for −0.3 to 0.3.</param>
public sealed class RandomContrast(Spread factor) : RandomImageLayer
{
    internal static Kind<RandomContrast> Kind { get; } = new("RandomContrast", c => new(
        c.Setting("factor", l => l.Factor, factor => new JsonArray(-factor.Low, factor.High), ReadFactor))
    {
        ValueRange = c.ValueRange(l => l.ValueRange),
        DataFormat = ReadFormat(c),
    });

    /// <summary>What is added to the factor 1.</summary>
    public Spread Factor { get; } = factor.Within(-1, 1, nameof(factor));

    /// <summary>The smallest and the largest value that pixels may have.</summary>
    public (double Low, double High) ValueRange { get; init; } = (0, 255);

    /// <summary>Keras says how much less and how much more contrast there may be, both as positive numbers.</summary>
    private static Spread ReadFactor(ConfigNode node) => node.Numbers("factor") switch
    {
        [double both] => both,
        [double less, double more] => (-less, more),
        _ => throw node.Wrong("factor", "a number or two"),
    };

    /// <inheritdoc/>
    private protected override Tensor Change(Tensor x)
    {
        Tensor mean = x.Mean([1, 2], keepDims: true);
        return ((x - mean) * (Each(x, "contrast", Factor) + 1) + mean).Clip(ValueRange.Low, ValueRange.High);
    }
}

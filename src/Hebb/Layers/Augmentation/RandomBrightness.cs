using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>Adds a random number to all pixels of an image. See <see cref="RandomImageLayer"/>.</summary>
/// <param name="factor">The number, as a share of <see cref="ValueRange"/>: 0.2 stands for −20% to 20%.</param>
public sealed class RandomBrightness(Spread factor) : RandomImageLayer
{
    internal static Kind<RandomBrightness> Kind { get; } = new("RandomBrightness", c => new(c.Spread("factor", l => l.Factor))
    {
        ValueRange = c.ValueRange(l => l.ValueRange),
        DataFormat = ReadFormat(c),
    });

    /// <summary>What is added, as a share of the range of values.</summary>
    public Spread Factor { get; } = factor.Within(-1, 1, nameof(factor));

    /// <summary>The smallest and the largest value that pixels may have.</summary>
    public (double Low, double High) ValueRange { get; init; } = (0, 255);

    /// <inheritdoc/>
    private protected override Tensor Change(Tensor x) =>
        (x + Each(x, "brightness", Factor) * (ValueRange.High - ValueRange.Low)).Clip(ValueRange.Low, ValueRange.High);
}

using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Initializers;

/// <summary>The normal distribution.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="StandardDeviation">The standard deviation.</param>
public sealed record RandomNormal(double Mean = 0, double StandardDeviation = 0.05) : RandomInitializer
{
    internal static Kind<RandomNormal> Kind { get; } = new(
        "RandomNormal", c => new(c.Number("mean", i => i.Mean, 0), c.Number("stddev", i => i.StandardDeviation, 0.05)) { Seed = ReadSeed(c) })
    {
        Aliases = ["normal"],
    };

    /// <summary>The mean. Range: any finite number.</summary>
    public double Mean { get; init => field = SettingRange.Finite(value); } = SettingRange.Finite(Mean);

    /// <summary>The standard deviation. Range: 0 or more.</summary>
    public double StandardDeviation { get; init => field = SettingRange.NotNegative(value); } = SettingRange.NotNegative(StandardDeviation);

    /// <inheritdoc/>
    protected override void Draw(Span<float> values, Shape shape, RandomKey key) => Normal(values, Mean, StandardDeviation, key);
}

/// <summary>The normal distribution without what lies further than two standard deviations from the mean: such values are drawn again.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="StandardDeviation">The standard deviation before the cut; after it, 0.8796 times as much.</param>
public sealed record TruncatedNormal(double Mean = 0, double StandardDeviation = 0.05) : RandomInitializer
{
    internal static Kind<TruncatedNormal> Kind { get; } =
        new("TruncatedNormal", c => new(c.Number("mean", i => i.Mean, 0), c.Number("stddev", i => i.StandardDeviation, 0.05)) { Seed = ReadSeed(c) });

    /// <summary>The mean. Range: any finite number.</summary>
    public double Mean { get; init => field = SettingRange.Finite(value); } = SettingRange.Finite(Mean);

    /// <summary>The standard deviation before the cut; after it, 0.8796 times as much. Range: 0 or more.</summary>
    public double StandardDeviation { get; init => field = SettingRange.NotNegative(value); } = SettingRange.NotNegative(StandardDeviation);

    /// <inheritdoc/>
    protected override void Draw(Span<float> values, Shape shape, RandomKey key) => Truncated(values, Mean, StandardDeviation, key);
}

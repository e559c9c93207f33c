using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Initializers;

/// <summary>Evenly spread over [minimum, maximum).</summary>
/// <param name="Minimum">The smallest possible value.</param>
/// <param name="Maximum">The bound that is not reached.</param>
public sealed record RandomUniform(double Minimum = -0.05, double Maximum = 0.05) : RandomInitializer
{
    internal static Kind<RandomUniform> Kind { get; } = new(
        "RandomUniform", c => new(c.Number("minval", i => i.Minimum, -0.05), c.Number("maxval", i => i.Maximum, 0.05)) { Seed = ReadSeed(c) })
    {
        Aliases = ["uniform"],
    };

    /// <summary>The smallest possible value. Range: any finite number.</summary>
    public double Minimum { get; init => field = SettingRange.Finite(value); } = SettingRange.Finite(Minimum);

    /// <summary>The bound that is not reached. Range: any finite number.</summary>
    public double Maximum { get; init => field = SettingRange.Finite(value); } = SettingRange.Finite(Maximum);

    /// <inheritdoc/>
    protected override void Draw(Span<float> values, Shape shape, RandomKey key) => Uniform(values, Minimum, Maximum, key);
}

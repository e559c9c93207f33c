using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Initializers;

/// <summary>What the variance is divided by.</summary>
public enum FanMode
{
    /// <summary>The number of inputs: signals keep their size on the way forward.</summary>
    FanIn,
    /// <summary>The number of outputs: gradients keep their size on the way back.</summary>
    FanOut,
    /// <summary>The mean of the two.</summary>
    FanAvg,
}

/// <summary>The distribution that values are drawn from.</summary>
public enum InitialDistribution
{
    /// <summary>Normal, nothing beyond two standard deviations, widened so that the variance is right after the cut.</summary>
    TruncatedNormal,
    /// <summary>Normal.</summary>
    UntruncatedNormal,
    /// <summary>Evenly spread.</summary>
    Uniform,
}

/// <summary>Random values with mean 0 and variance <c>scale / fan</c>, so that signals neither grow nor shrink from layer to layer.</summary>
/// <param name="Scale">The variance, times the fan.</param>
/// <param name="Mode">Which fan.</param>
/// <param name="Distribution">The distribution.</param>
public record VarianceScaling(
    double Scale = 1, FanMode Mode = FanMode.FanIn, InitialDistribution Distribution = InitialDistribution.TruncatedNormal) : RandomInitializer
{
    internal static Kind<VarianceScaling> Kind { get; } = new("VarianceScaling", c => new(
        c.Number("scale", i => i.Scale, 1), c.Choice("mode", i => i.Mode, ["fan_in", "fan_out", "fan_avg"]), ReadDistribution(c))
    { Seed = ReadSeed(c) });

    /// <summary>The standard deviation of a standard normal distribution cut at ±2.</summary>
    private const double DeviationAfterCut = 0.87962566103423978;

    /// <summary>The variance, times the fan. Range: above 0.</summary>
    public double Scale { get; init => field = SettingRange.Positive(value); } = SettingRange.Positive(Scale);

    /// <inheritdoc/>
    protected sealed override void Draw(Span<float> values, Shape shape, RandomKey key)
    {
        (double fanIn, double fanOut) = Fans(shape);
        double fan = Mode switch { FanMode.FanIn => fanIn, FanMode.FanOut => fanOut, _ => (fanIn + fanOut) / 2 };
        double variance = Scale / Math.Max(1, fan), deviation = Math.Sqrt(variance), limit = Math.Sqrt(3 * variance);
        switch (Distribution)
        {
            case InitialDistribution.TruncatedNormal: Truncated(values, 0, deviation / DeviationAfterCut, key); break;
            case InitialDistribution.UntruncatedNormal: Normal(values, 0, deviation, key); break;
            default: Uniform(values, -limit, limit, key); break;
        }
    }

    private static InitialDistribution ReadDistribution(IConfig<VarianceScaling> c) => c.Instance is null && c.Node.Json["distribution"]?.ToString() == "normal"
        ? InitialDistribution.TruncatedNormal
        : c.Choice("distribution", i => i.Distribution, ["truncated_normal", "untruncated_normal", "uniform"]);
}

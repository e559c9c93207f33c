using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Initializers;

/// <summary>The normal distribution.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="StandardDeviation">The standard deviation.</param>
public sealed record RandomNormal(double Mean = 0, double StandardDeviation = 0.05) : RandomInitializer
{
    /// <inheritdoc/>
    protected override void Draw(Span<float> values, Shape shape, RandomKey key) => Normal(values, Mean, StandardDeviation, key);
}

/// <summary>The normal distribution without what lies further than two standard deviations from the mean: such values are drawn again.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="StandardDeviation">The standard deviation before the cut; after it, 0.8796 times as much.</param>
public sealed record TruncatedNormal(double Mean = 0, double StandardDeviation = 0.05) : RandomInitializer
{
    /// <inheritdoc/>
    protected override void Draw(Span<float> values, Shape shape, RandomKey key) => Truncated(values, Mean, StandardDeviation, key);
}

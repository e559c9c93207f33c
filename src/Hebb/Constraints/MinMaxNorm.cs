using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Constraints;

/// <summary>
/// Vectors whose length lies outside two bounds are scaled towards the nearer one: w · (rate · clip(‖w‖, min, max) + (1 − rate) · ‖w‖) / (10⁻⁷ + ‖w‖).
/// </summary>
/// <param name="MinValue">The smallest length.</param>
/// <param name="MaxValue">The largest length.</param>
/// <param name="Rate">How much of the way to the bound a step goes: 1 all of it.</param>
public sealed record MinMaxNorm(double MinValue = 0, double MaxValue = 1, double Rate = 1) : NormConstraint
{
    internal static Kind<MinMaxNorm> Kind { get; } = new("MinMaxNorm", c =>
        new(c.Number("min_value", k => k.MinValue, 0), c.Number("max_value", k => k.MaxValue, 1), c.Number("rate", k => k.Rate, 1))
        {
            Axes = c.Axes("axis", k => k.Axes, 0),
        });

    /// <summary>The smallest length. Range: 0 or more.</summary>
    public double MinValue { get; init => field = SettingRange.NotNegative(value); } = SettingRange.NotNegative(MinValue);

    /// <summary>The largest length. Range: 0 or more, and not below <see cref="MinValue"/>.</summary>
    public double MaxValue { get; init => field = SettingRange.NotNegative(value); } = SettingRange.NotNegative(MaxValue) >= MinValue
        ? MaxValue
        : throw new ArgumentOutOfRangeException(nameof(MaxValue), MaxValue, $"The largest length must not be below the smallest, {MinValue}.");

    /// <summary>How much of the way to the bound a step goes. Range: from 0 to 1.</summary>
    public double Rate { get; init => field = SettingRange.Share(value); } = SettingRange.Share(Rate);

    private protected override Tensor Desired(Tensor norms) => norms.Clip(MinValue, MaxValue) * Rate + norms * (1 - Rate);
}

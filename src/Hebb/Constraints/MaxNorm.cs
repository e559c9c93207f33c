using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Constraints;

/// <summary>Vectors longer than the bound are scaled down to it: w · min(‖w‖, max) / (10⁻⁷ + ‖w‖). Keeps large learning rates with dropout from blowing weights
/// up (Srivastava et al., 2014).</summary>
/// <param name="MaxValue">The largest length.</param>
public sealed record MaxNorm(double MaxValue = 2) : NormConstraint
{
    internal static Kind<MaxNorm> Kind { get; } = new("MaxNorm", c => new(c.Number("max_value", k => k.MaxValue, 2)) { Axes = c.Axes("axis", k => k.Axes, 0) });

    /// <summary>The largest length. Range: 0 or more.</summary>
    public double MaxValue { get; init => field = SettingRange.NotNegative(value); } = SettingRange.NotNegative(MaxValue);

    private protected override Tensor Desired(Tensor norms) => norms.Minimum(MaxValue);
}

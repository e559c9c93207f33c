using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Regularizers;

/// <summary>l1 · Σ|w|: drives weights to exactly 0, so that few inputs count (the lasso).</summary>
/// <param name="Factor">How much the penalty counts.</param>
public sealed record L1(double Factor = 0.01) : Regularizer
{
    internal static Kind<L1> Kind { get; } = new("L1", c => new(c.Number("l1", r => r.Factor, 0.01)));

    /// <summary>How much the penalty counts. Range: 0 or more.</summary>
    public double Factor { get; init => field = SettingRange.NotNegative(value); } = SettingRange.NotNegative(Factor);

    /// <inheritdoc/>
    public override Tensor Penalty(Tensor weight) => weight.Abs().Sum() * Factor;
}

/// <summary>l2 · Σw²: keeps weights small (ridge regression, weight decay).</summary>
/// <param name="Factor">How much the penalty counts.</param>
public sealed record L2(double Factor = 0.01) : Regularizer
{
    internal static Kind<L2> Kind { get; } = new("L2", c => new(c.Number("l2", r => r.Factor, 0.01)));

    /// <summary>How much the penalty counts. Range: 0 or more.</summary>
    public double Factor { get; init => field = SettingRange.NotNegative(value); } = SettingRange.NotNegative(Factor);

    /// <inheritdoc/>
    public override Tensor Penalty(Tensor weight) => weight.Square().Sum() * Factor;
}

/// <summary>l1 · Σ|w| + l2 · Σw²: both (the elastic net).</summary>
/// <param name="L1Factor">How much the sum of sizes counts.</param>
/// <param name="L2Factor">How much the sum of squares counts.</param>
public sealed record L1L2(double L1Factor = 0, double L2Factor = 0) : Regularizer
{
    internal static Kind<L1L2> Kind { get; } = new("L1L2", c => new(c.Number("l1", r => r.L1Factor, 0), c.Number("l2", r => r.L2Factor, 0)));

    /// <summary>How much the sum of sizes counts. Range: 0 or more.</summary>
    public double L1Factor { get; init => field = SettingRange.NotNegative(value); } = SettingRange.NotNegative(L1Factor);

    /// <summary>How much the sum of squares counts. Range: 0 or more.</summary>
    public double L2Factor { get; init => field = SettingRange.NotNegative(value); } = SettingRange.NotNegative(L2Factor);

    /// <inheritdoc/>
    public override Tensor Penalty(Tensor weight) => weight.Abs().Sum() * L1Factor + weight.Square().Sum() * L2Factor;
}

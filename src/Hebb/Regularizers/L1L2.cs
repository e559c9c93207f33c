using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Regularizers;

/// <summary>l1 · Σ|w|: drives weights to exactly 0, so that few inputs count (the lasso).</summary>
/// <param name="Factor">How much the penalty counts.</param>
public sealed record L1(double Factor = 0.01) : Regularizer
{
    internal static Kind<L1> Kind { get; } = new("L1", c => new(c.Number("l1", r => r.Factor, 0.01)));

    /// <inheritdoc/>
    public override Tensor Penalty(Tensor weight) => weight.Abs().Sum() * Factor;
}

/// <summary>l2 · Σw²: keeps weights small (ridge regression, weight decay).</summary>
/// <param name="Factor">How much the penalty counts.</param>
public sealed record L2(double Factor = 0.01) : Regularizer
{
    internal static Kind<L2> Kind { get; } = new("L2", c => new(c.Number("l2", r => r.Factor, 0.01)));

    /// <inheritdoc/>
    public override Tensor Penalty(Tensor weight) => weight.Square().Sum() * Factor;
}

/// <summary>l1 · Σ|w| + l2 · Σw²: both (the elastic net).</summary>
/// <param name="L1Factor">How much the sum of sizes counts.</param>
/// <param name="L2Factor">How much the sum of squares counts.</param>
public sealed record L1L2(double L1Factor = 0, double L2Factor = 0) : Regularizer
{
    internal static Kind<L1L2> Kind { get; } = new("L1L2", c => new(c.Number("l1", r => r.L1Factor, 0), c.Number("l2", r => r.L2Factor, 0)));

    /// <inheritdoc/>
    public override Tensor Penalty(Tensor weight) => weight.Abs().Sum() * L1Factor + weight.Square().Sum() * L2Factor;
}

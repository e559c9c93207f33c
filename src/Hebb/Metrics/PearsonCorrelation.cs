using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Metrics;

/// <summary>cov(y, ŷ) / (σ(y)·σ(ŷ)), in [−1, 1]: how nearly targets are a rising straight line over predictions, whatever its slope and height.</summary>
/// <remarks>0 where targets or predictions are all the same.</remarks>
public sealed record PearsonCorrelation : CorrelationMetric
{
    internal static Kind<PearsonCorrelation> Kind { get; } =
        new("PearsonCorrelation", c => new() { Axis = c.Int("axis", m => m.Axis, c.Node.Source.IsFile ? -1 : 0) }) { Aliases = ["pearson"] };

    /// <inheritdoc/>
    public override string Name => "pearson_correlation";

    /// <inheritdoc/>
    private protected override double Coefficient(double covariance, double varianceY, double varianceP, double distance) =>
        varianceY * varianceP is > 0 and var product ? covariance / Math.Sqrt(product) : 0;

    /// <inheritdoc/>
    private protected override Tensor Coefficient(Tensor covariance, Tensor varianceY, Tensor varianceP, Tensor distance) =>
        Share(covariance, (varianceY * varianceP).Sqrt());
}

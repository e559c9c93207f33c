using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Metrics;

/// <summary>
/// 2·cov(y, ŷ) / (σ²(y) + σ²(ŷ) + (mean y − mean ŷ)²), in [−1, 1]: how near targets and predictions are to being equal; unlike
/// <see cref="PearsonCorrelation"/>, a wrong slope or height costs (Lin, 1989).
/// </summary>
/// <remarks>0 where targets and predictions are all one number.</remarks>
public sealed record ConcordanceCorrelation : CorrelationMetric
{
    internal static Kind<ConcordanceCorrelation> Kind { get; } =
        new("ConcordanceCorrelation", c => new() { Axis = c.Int("axis", m => m.Axis, c.Node.Source.IsFile ? -1 : 0) });

    /// <inheritdoc/>
    public override string Name => "concordance_correlation";

    /// <inheritdoc/>
    private protected override double Coefficient(double covariance, double varianceY, double varianceP, double distance) =>
        varianceY + varianceP + distance is > 0 and var whole ? 2 * covariance / whole : 0;

    /// <inheritdoc/>
    private protected override Tensor Coefficient(Tensor covariance, Tensor varianceY, Tensor varianceP, Tensor distance) =>
        Share(covariance * 2, varianceY + varianceP + distance);
}

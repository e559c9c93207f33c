using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Losses;

/// <summary>100 · |y − ŷ| / |y|: the error in percent of the target.</summary>
/// <remarks>Targets below 10⁻⁷ count as 10⁻⁷, as in Keras: do not use it where targets may be 0.</remarks>
public sealed record MeanAbsolutePercentageError : Loss
{
    internal static Kind<MeanAbsolutePercentageError> Kind { get; } = new("MeanAbsolutePercentageError", _ => new()) { Aliases = ["mape"] };

    /// <inheritdoc/>
    public override string Name => "mean_absolute_percentage_error";

    /// <inheritdoc/>
    public override Tensor PerRow(Tensor yTrue, Tensor yPred)
    {
        Tensor target = Match(yTrue, yPred);
        return RowMeans((yPred - target).Abs() / target.Abs().Maximum(Epsilon)) * 100;
    }
}

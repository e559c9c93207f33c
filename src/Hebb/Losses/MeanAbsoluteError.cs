using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Losses;

/// <summary>|y − ŷ|: regression with outliers. Aims at the median instead of the mean.</summary>
public sealed record MeanAbsoluteError : Loss
{
    internal static Kind<MeanAbsoluteError> Kind { get; } = new("MeanAbsoluteError", _ => new()) { Aliases = ["mae"] };

    /// <inheritdoc/>
    public override string Name => "mean_absolute_error";

    /// <inheritdoc/>
    public override Tensor PerRow(Tensor yTrue, Tensor yPred) => RowMeans((yPred - Match(yTrue, yPred)).Abs());
}

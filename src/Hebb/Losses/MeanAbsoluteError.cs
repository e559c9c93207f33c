using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Losses;

/// <summary>|y − ŷ|: regression with outliers. Aims at the median instead of the mean.</summary>
public sealed record MeanAbsoluteError : Loss
{
    /// <inheritdoc/>
    public override string Name => "mean_absolute_error";

    /// <inheritdoc/>
    public override Tensor PerRow(Tensor yTrue, Tensor yPred) => RowMeans((yPred - Match(yTrue, yPred)).Abs());
}

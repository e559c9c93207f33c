using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Losses;

/// <summary>(y − ŷ)²: regression. Large errors count most, so outliers pull hard.</summary>
public sealed record MeanSquaredError : Loss
{
    /// <inheritdoc/>
    public override string Name => "mean_squared_error";

    /// <inheritdoc/>
    public override Tensor PerRow(Tensor yTrue, Tensor yPred) => RowMeans((yPred - Match(yTrue, yPred)).Square());
}

using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Losses;

/// <summary>(y − ŷ)²: regression. Large errors count most, so outliers pull hard.</summary>
public sealed record MeanSquaredError : Loss
{
    internal static Kind<MeanSquaredError> Kind { get; } = new("MeanSquaredError", _ => new()) { Aliases = ["mse"] };

    /// <inheritdoc/>
    public override string Name => "mean_squared_error";

    /// <inheritdoc/>
    public override Tensor PerRow(Tensor yTrue, Tensor yPred) => RowMeans((yPred - Match(yTrue, yPred)).Square());
}

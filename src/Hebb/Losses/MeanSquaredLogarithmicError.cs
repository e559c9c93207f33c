using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Losses;

/// <summary>(ln(1 + y) − ln(1 + ŷ))²: for targets of very different sizes. Predicting too little costs more than too much.</summary>
/// <remarks>Negative values count as 10⁻⁷, as in Keras.</remarks>
public sealed record MeanSquaredLogarithmicError : Loss
{
    internal static Kind<MeanSquaredLogarithmicError> Kind { get; } = new("MeanSquaredLogarithmicError", _ => new()) { Aliases = ["msle"] };

    /// <inheritdoc/>
    public override string Name => "mean_squared_logarithmic_error";

    /// <inheritdoc/>
    public override Tensor PerRow(Tensor yTrue, Tensor yPred) =>
        RowMeans((yPred.Maximum(Epsilon).Log1p() - Match(yTrue, yPred).Maximum(Epsilon).Log1p()).Square());
}

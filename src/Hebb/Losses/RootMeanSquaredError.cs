using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Losses;

/// <summary>√mean(y − ŷ)², the mean being over a row: a row's Euclidean error. Rows of one number make it |y − ŷ|.</summary>
/// <remarks>
/// The root is taken row by row, since a loss is one number per row; the root over a whole data set is <c>Metric.RootMeanSquaredError</c>. The gradient
/// of a row without error is 0.
/// </remarks>
public sealed record RootMeanSquaredError : Loss
{
    internal static Kind<RootMeanSquaredError> Kind { get; } = new("RootMeanSquaredError", _ => new()) { Aliases = ["rmse"] };

    /// <inheritdoc/>
    public override string Name => "root_mean_squared_error";

    /// <inheritdoc/>
    protected override bool JudgesWholeRows => true;

    /// <inheritdoc/>
    public override Tensor PerRow(Tensor yTrue, Tensor yPred)
    {
        Tensor squares = RowMeans((yPred - Match(yTrue, yPred)).Square());
        Tensor zero = Tensor.Scalar(0, yPred.DType), one = Tensor.Scalar(1, yPred.DType);
        return Tensor.Where(squares > 0, Tensor.Where(squares > 0, squares, one).Sqrt(), zero); // √ has an infinite slope at 0
    }
}

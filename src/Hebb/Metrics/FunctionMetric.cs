using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Metrics;

/// <summary>
/// A user's function of targets and predictions, as a weighted mean or sum over rows: <see cref="Metric.Mean(string, Func{Tensor, Tensor, Tensor},
/// bool)"/>.
/// </summary>
internal sealed record FunctionMetric(string GivenName, Func<Tensor, Tensor, Tensor> Function, bool Larger, bool IsSum) : RowMean
{
    /// <inheritdoc/>
    public override string Name => GivenName;

    /// <inheritdoc/>
    public override bool LargerIsBetter => Larger;

    /// <inheritdoc/>
    public override double Result(ReadOnlySpan<double> totals) => IsSum ? totals[0] : base.Result(totals);

    /// <inheritdoc/>
    protected override Tensor PerRow(Tensor yTrue, Tensor yPred)
    {
        Tensor numbers = Function(Targets.Fits(yTrue.Shape, yPred.Shape) ? yTrue.Reshape(yPred.Shape).Cast(yPred.DType) : yTrue, yPred);
        int rows = yPred.Rank == 0 ? 1 : yPred.Shape[0];
        return numbers.Rank > 0 && numbers.Shape[0] == rows
            ? numbers.Cast(DType.Float32)
            : throw new ShapeException(
                $"The metric {Name} must give a number for each of {rows} rows, but gave the shape {numbers.Shape}: "
                + "leave out the last Mean() or Sum(), which is taken over the whole data set.");
    }
}

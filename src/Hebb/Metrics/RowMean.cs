using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Metrics;

/// <summary>A metric that is a weighted mean of one number per row. Sums: weight · number, weight.</summary>
public abstract record RowMean : Metric
{
    /// <inheritdoc/>
    public sealed override Tensor Sums(Tensor yTrue, Tensor yPred, Tensor weights)
    {
        Tensor rows = PerRow(yTrue, yPred);
        rows = rows.Rank == 0 ? rows.Reshape([1]) : rows;
        if (rows.Rank > 1) { rows = rows.Flatten().Mean(-1); }
        // Predictions of one axis may be one vector, which has one number.
        Tensor rowWeights = (weights.Size == rows.Size ? weights.Reshape(rows.Shape) : weights.Mean().Reshape([1])).Cast(rows.DType);
        return Tensor.Stack([(rows * rowWeights).Sum(), rowWeights.Sum()]);
    }

    /// <inheritdoc/>
    public override double Result(ReadOnlySpan<double> totals) => totals[1] == 0 ? 0 : totals[0] / totals[1];

    /// <summary>The number for each row: the first axis of the result; the others are averaged.</summary>
    protected abstract Tensor PerRow(Tensor yTrue, Tensor yPred);
}

using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Metrics;

/// <summary>
/// A metric from the counts of right and wrong answers at many thresholds, so that batches add up. Scores lie in [0, 1]; those outside count as 0 or 1.
/// Targets are 0 and 1, one-hot or class numbers.
/// </summary>
public abstract record CurveMetric : Metric
{
    private const int MostThresholds = 1_000_000;

    /// <inheritdoc/>
    public sealed override bool LargerIsBetter => true;

    /// <summary>The thresholds, ascending.</summary>
    private protected abstract IReadOnlyList<double> Levels { get; }

    /// <summary>As in Keras, steps that a mask leaves out count: give them a weight of 0.</summary>
    private protected sealed override bool UsesMasks => false;

    /// <inheritdoc/>
    internal override bool ReadsProbabilities => true;

    /// <summary>For each label: the weight of positives above each threshold and that of all; the same of negatives.</summary>
    /// <inheritdoc/>
    public sealed override Tensor Sums(Tensor yTrue, Tensor yPred, Tensor weights)
    {
        (Tensor truth, Tensor scores, Tensor w) = Columns(Targets.IsPositive(Name, yTrue, yPred), yPred, Targets.Weights(weights, yPred));
        Tensor zero = Tensor.Scalar(0, yPred.DType);
        Tensor both = Tensor.Stack([Tensor.Where(truth, w, zero).Transpose(1, 0), Tensor.Where(truth, zero, w).Transpose(1, 0)], 1);
        Tensor levels = Tensor.Create([.. Levels.Select(level => (float)level)]).Cast(yPred.DType);
        Tensor above = (scores.Clip(0, 1).Transpose(1, 0).ExpandDims(-1) > levels).Cast(yPred.DType);
        return Tensor.Concatenate([both.MatMul(above), both.Sum(-1, keepDims: true)], -1).Reshape([LengthOf(scores.Shape[1])]);
    }

    /// <summary>Truth, scores and weights as (rows, labels): each label has counts of its own.</summary>
    private protected virtual (Tensor Truth, Tensor Scores, Tensor Weights) Columns(Tensor truth, Tensor scores, Tensor weights) =>
        (Targets.Rows(truth, 1), Targets.Rows(scores, 1), Targets.Rows(weights, 1));

    /// <summary>The counts of a label.</summary>
    private protected CurveCounts CountsOf(ReadOnlySpan<double> totals, int label)
    {
        int count = Levels.Count;
        ReadOnlySpan<double> own = totals.Slice(label * LengthOf(1), LengthOf(1));
        return new(own[..count], own.Slice(count + 1, count), own[count], own[^1]);
    }

    /// <summary>How many sums there are.</summary>
    private protected int LengthOf(int labels) => labels * 2 * (Levels.Count + 1);

    /// <summary>How many thresholds a curve has; a file must not ask for gigabytes.</summary>
    private protected static int ReadNumThresholds<T>(IConfig<T> c, Func<T, int> get) where T : CurveMetric
    {
        int count = c.Int("num_thresholds", get, 200);
        return count <= MostThresholds ? count : throw new ArgumentException($"found num_thresholds = {count}; expected at most {MostThresholds}.");
    }

    /// <summary>Thresholds from 0 to 1 at even distances.</summary>
    private protected static double[] Even(int count) => [.. Enumerable.Range(0, count).Select(i => i / (count - 1.0))];
}

using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Metrics;

/// <summary>
/// A metric from the four counts of right and wrong yes-or-no answers, over all elements of the predictions: with several classes, each score is such an answer.
/// Targets are 0 and 1, one-hot or class numbers.
/// </summary>
/// <param name="Threshold">What a prediction must exceed to be a yes.</param>
public abstract record ConfusionMetric(double Threshold = 0.5) : Metric
{
    /// <inheritdoc/>
    public override bool LargerIsBetter => true;

    /// <inheritdoc/>
    public sealed override Tensor Sums(Tensor yTrue, Tensor yPred, Tensor weights)
    {
        Tensor isTrue = Targets.IsPositive(Name, yTrue, yPred), said = yPred > Threshold;
        Tensor w = Targets.Weights(weights, yPred), zero = Tensor.Scalar(0, yPred.DType);
        return Tensor.Stack([Count(isTrue & said), Count(!isTrue & said), Count(!isTrue & !said), Count(isTrue & !said)]);
        Tensor Count(Tensor which) => Tensor.Where(which, w, zero).Sum();
    }

    /// <inheritdoc/>
    public sealed override double Result(ReadOnlySpan<double> totals) => Result(totals[0], totals[1], totals[2], totals[3]);

    /// <summary>The metric from the weighted counts.</summary>
    protected abstract double Result(double truePositives, double falsePositives, double trueNegatives, double falseNegatives);

    /// <summary>A share of nothing is 0, as in Keras.</summary>
    private protected static double Share(double part, double whole) => whole == 0 ? 0 : part / whole;
}

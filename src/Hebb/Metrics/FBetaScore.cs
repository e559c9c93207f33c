using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Metrics;

/// <summary>
/// (1 + β²)·tp / ((1 + β²)·tp + β²·fn + fp): the harmonic mean of precision and recall, in which recall counts β times as much (van Rijsbergen, 1979), for
/// each class.
/// Targets are 0 and 1, one-hot or class numbers.
/// </summary>
/// <remarks>
/// With one score per row, it is the score of the positive class. A class without rows that is never predicted scores 0, as in Keras and scikit-learn.
/// </remarks>
/// <param name="Beta">β: 1 for balance, 2 if misses are worse than false alarms, 0.5 if alarms are.</param>
public record FBetaScore(double Beta = 1) : Metric
{
    internal static Kind<FBetaScore> Kind { get; } = new(
        "FBetaScore", c => new(c.Fraction("beta", m => m.Beta, 1)) { Average = ReadAverage(c), Threshold = c.NumberOrNull("threshold", m => m.Threshold) })
    {
        Name = "fbeta_score",
    };

    private const double AlmostZero = 1e-9;
    private const double Half = 0.5;
    private static readonly string?[] s_averages = [null, "micro", "macro", "weighted"];

    /// <summary>β: 1 for balance, 2 if misses are worse than false alarms, 0.5 if alarms are. Range: above 0.</summary>
    public double Beta { get; init => field = SettingRange.Positive(value); } = SettingRange.Positive(Beta);

    /// <inheritdoc/>
    public override string Name => "fbeta_score";

    /// <inheritdoc/>
    public override bool LargerIsBetter => true;

    /// <summary>How one number is made from the classes.</summary>
    public ScoreAverage Average { get; init; }

    /// <summary>
    /// What a score must exceed to be a yes. Null: the largest score of a row is the yes (all of equal ones, but none that is 0), and 0.5 is the threshold
    /// if a row has
    /// one score only (where Keras would call every row positive).
    /// </summary>
    public double? Threshold { get; init => field = SettingRange.Finite(value); }

    private protected static ScoreAverage ReadAverage(IConfig<FBetaScore> c) => c.Choice("average", m => m.Average, s_averages);

    /// <inheritdoc/>
    internal sealed override bool ReadsProbabilities => Threshold is null;

    /// <summary>True positives, false positives and false negatives of each class.</summary>
    /// <inheritdoc/>
    public sealed override Tensor Sums(Tensor yTrue, Tensor yPred, Tensor weights)
    {
        int classes = Targets.Classes(yPred.Shape);
        Tensor truth = Targets.Rows(Targets.IsPositive(Name, yTrue, yPred), classes), scores = Targets.Rows(yPred, classes);
        Tensor w = Targets.Rows(Targets.Weights(weights, yPred), classes), zero = Tensor.Scalar(0, yPred.DType);
        Tensor said = Threshold is null && classes > 1
            ? (scores >= scores.Max(-1, keepDims: true)) & (scores.Abs() > AlmostZero)
            : scores > (Threshold ?? Half);
        return Tensor.Stack([Count(truth & said), Count(!truth & said), Count(truth & !said)]).Reshape([3 * classes]);
        Tensor Count(Tensor which) => Tensor.Where(which, w, zero).Sum(0);
    }

    /// <inheritdoc/>
    public sealed override double Result(ReadOnlySpan<double> totals)
    {
        int classes = totals.Length / 3;
        ReadOnlySpan<double> tp = totals[..classes], fp = totals[classes..(2 * classes)], fn = totals[(2 * classes)..];
        if (Average == ScoreAverage.Micro) { return Score(Sum(tp), Sum(fp), Sum(fn)); }
        double[] scores = Parts(totals);
        if (Average != ScoreAverage.Weighted) { return scores.Average(); }
        double sum = 0, support = Sum(tp) + Sum(fn);
        for (int i = 0; i < classes; i++) { sum += scores[i] * (tp[i] + fn[i]); }
        return support == 0 ? 0 : sum / support;
    }

    /// <summary>The score of each class.</summary>
    /// <inheritdoc/>
    public sealed override double[] Parts(ReadOnlySpan<double> totals)
    {
        double[] scores = new double[totals.Length / 3];
        for (int i = 0; i < scores.Length; i++) { scores[i] = Score(totals[i], totals[scores.Length + i], totals[2 * scores.Length + i]); }
        return scores;
    }

    private double Score(double tp, double fp, double fn)
    {
        double square = Beta * Beta, whole = (1 + square) * tp + square * fn + fp;
        return whole == 0 ? 0 : (1 + square) * tp / whole;
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values) { sum += value; }
        return sum;
    }
}

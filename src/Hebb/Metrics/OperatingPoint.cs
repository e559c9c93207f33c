using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Metrics;

/// <summary>The best of one share at those thresholds where another one is at least what is asked; 0 if it nowhere is.</summary>
/// <param name="NumThresholds">At how many even thresholds from 0 to 1; one is 0.5.</param>
public abstract record OperatingPoint(int NumThresholds = 200) : CurveMetric
{
    /// <summary>At how many thresholds.</summary>
    public int NumThresholds { get; } = NumThresholds >= 1
        ? NumThresholds
        : throw new ArgumentOutOfRangeException(nameof(NumThresholds), NumThresholds, "There is at least one threshold.");

    /// <summary>Only this class is judged; null: all of them. Range: 0 or more.</summary>
    public int? ClassId { get; init => field = SettingRange.AtLeast(0, value); }

    /// <summary>What is asked of the constrained share.</summary>
    private protected abstract double Least { get; }

    /// <inheritdoc/>
    private protected sealed override IReadOnlyList<double> Levels => NumThresholds == 1 ? [0.5] : Even(NumThresholds);

    /// <summary>What must be large enough at a threshold, and what shall be as large as possible.</summary>
    private protected abstract (double Constrained, double Wanted) At(CurveCounts counts, int threshold);

    /// <inheritdoc/>
    private protected sealed override (Tensor Truth, Tensor Scores, Tensor Weights) Columns(Tensor truth, Tensor scores, Tensor weights)
    {
        if (ClassId is not { } one) { return base.Columns(truth, scores, weights); }
        int classes = Targets.Classes(scores.Shape);
        return one >= 0 && one < classes
            ? base.Columns(truth.Slice(-1, one..(one + 1)), scores.Slice(-1, one..(one + 1)), weights.Slice(-1, one..(one + 1)))
            : throw new ShapeException($"{Name} judges class {one}, but the predictions {scores.Shape} have the classes 0 to {classes - 1}.");
    }

    /// <inheritdoc/>
    public sealed override double Result(ReadOnlySpan<double> totals)
    {
        CurveCounts counts = CountsOf(totals, 0);
        double best = 0;
        for (int i = 0; i < counts.Count; i++)
        {
            (double constrained, double wanted) = At(counts, i);
            if (constrained >= Least) { best = Math.Max(best, wanted); }
        }

        return best;
    }

    /// <summary>Refuses what is no share.</summary>
    private protected static double Checked(double share, string name) =>
        share is >= 0 and <= 1 ? share : throw new ArgumentOutOfRangeException(name, share, "A share lies in [0, 1].");
}

namespace Hebb.Learning.Evaluation;

/// <summary>How many of the answers "positive" are right (precision) when how many of the positives are found (recall), for every threshold. The curve to look
/// at when positives are rare.</summary>
public sealed class PrecisionRecallCurve
{
    private PrecisionRecallCurve(IReadOnlyList<CurvePoint> points, double share) => (Points, PositiveShare) = (points, share);

    /// <summary>From recall 0, where precision is 1 by convention, to recall 1: X is recall, Y precision. One point for each distinct score.</summary>
    public IReadOnlyList<CurvePoint> Points { get; }

    /// <summary>The share of positive rows: the precision of guessing.</summary>
    public double PositiveShare { get; }

    /// <summary>Precision, weighted by the gain of recall at each threshold (scikit-learn's <c>average_precision_score</c>): the area under the curve without
    /// interpolation. NaN without positives.</summary>
    public double AveragePrecision => Points.Zip(Points.Skip(1), (before, point) => (point.X - before.X) * point.Y).Sum();

    /// <summary>The curve of scores whose truth is known (scikit-learn's <c>precision_recall_curve</c>, in the order of falling thresholds).</summary>
    /// <param name="positive">Whether each row is positive.</param>
    /// <param name="scores">A higher score says "positive" louder; probabilities for example.</param>
    /// <exception cref="ArgumentException">The numbers of rows differ, there are none, or a score is NaN.</exception>
    public static PrecisionRecallCurve Of(ReadOnlySpan<bool> positive, ReadOnlySpan<float> scores)
    {
        RankedRows ranked = RankedRows.Of(positive, scores);
        return new(
            [
                new(0 / ranked.Positives, 1, double.PositiveInfinity),
                .. ranked.Steps.Select(step => new CurvePoint(step.Hits / ranked.Positives, step.Hits / (step.Hits + step.Alarms), step.Score)),
            ],
            ranked.Positives / scores.Length);
    }
}

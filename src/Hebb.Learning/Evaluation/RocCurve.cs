namespace Hebb.Learning.Evaluation;

/// <summary>The receiver operating characteristic: how many positives are found at the price of how many false alarms, for every threshold.</summary>
public sealed class RocCurve
{
    private RocCurve(IReadOnlyList<CurvePoint> points) => Points = points;

    /// <summary>From (0, 0), where no row is answered "positive", to (1, 1), where every row is: X is the false, Y the true positive rate. One point for
    /// each distinct score.</summary>
    public IReadOnlyList<CurvePoint> Points { get; }

    /// <summary>The area under the curve by trapezoids: the probability that a positive row scores higher than a negative one; 0.5 is chance. NaN
    /// if a class is absent.</summary>
    public double Area => Points.Zip(Points.Skip(1), (a, b) => (b.X - a.X) * (a.Y + b.Y) / 2).Sum();

    /// <summary>The curve of scores whose truth is known (scikit-learn's <c>roc_curve</c> with <c>drop_intermediate=False</c>).</summary>
    /// <param name="positive">Whether each row is positive.</param>
    /// <param name="scores">A higher score says "positive" louder; probabilities for example.</param>
    /// <exception cref="ArgumentException">The numbers of rows differ, there are none, or a score is NaN.</exception>
    public static RocCurve Of(ReadOnlySpan<bool> positive, ReadOnlySpan<float> scores)
    {
        RankedRows ranked = RankedRows.Of(positive, scores);
        return new([
            new(0 / ranked.Negatives, 0 / ranked.Positives, double.PositiveInfinity),
            .. ranked.Steps.Select(step => new CurvePoint(step.Alarms / ranked.Negatives, step.Hits / ranked.Positives, step.Score))]);
    }
}

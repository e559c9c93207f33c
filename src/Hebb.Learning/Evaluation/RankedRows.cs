namespace Hebb.Learning.Evaluation;

/// <summary>Rows ordered by their score, the highest first, with the counts of positives and negatives down to each distinct score.</summary>
internal sealed class RankedRows
{
    private RankedRows(List<Step> steps, double positives, double negatives) => (Steps, Positives, Negatives) = (steps, positives, negatives);

    /// <summary>One entry for each distinct score, falling: how many rows score at least that much.</summary>
    public IReadOnlyList<Step> Steps { get; }

    /// <summary>All positive rows.</summary>
    public double Positives { get; }

    /// <summary>All negative rows.</summary>
    public double Negatives { get; }

    /// <summary>Ranks rows.</summary>
    /// <exception cref="ArgumentException">Truth and scores differ in number, or a score is not a number.</exception>
    public static RankedRows Of(ReadOnlySpan<bool> positive, ReadOnlySpan<float> scores)
    {
        if (positive.Length != scores.Length || scores.Length == 0)
        {
            throw new ArgumentException(
                $"There are {positive.Length} truths and {scores.Length} scores. Expected one score for each row, and at least one row.", nameof(scores));
        }

        float[] sorted = scores.ToArray();
        bool[] isPositive = positive.ToArray();
        Array.Sort(sorted, isPositive);
        if (float.IsNaN(sorted[0]))
        {
            throw new ArgumentException("A score is not a number, so rows cannot be ordered by it. Train again with a smaller learning rate.", nameof(scores));
        }

        List<Step> steps = [];
        double hits = 0, alarms = 0;
        for (int i = sorted.Length - 1; i >= 0; i--)
        {
            if (isPositive[i]) { hits++; }
            else { alarms++; }
            if (i == 0 || !sorted[i - 1].Equals(sorted[i])) { steps.Add(new(sorted[i], hits, alarms)); }
        }

        return new(steps, hits, alarms);
    }

    /// <summary>What answering "positive" from this score on comes to.</summary>
    /// <param name="Score">The lowest score that counts as positive.</param>
    /// <param name="Hits">Positive rows that score at least that: true positives.</param>
    /// <param name="Alarms">Negative rows that score at least that: false positives.</param>
    public readonly record struct Step(float Score, double Hits, double Alarms);
}

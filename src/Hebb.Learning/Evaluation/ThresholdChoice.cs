using System.Globalization;

namespace Hebb.Learning.Evaluation;

/// <summary>From which score on a row is answered "positive", what that comes to on the rows it was chosen on, and why.</summary>
/// <remarks>Choose it on validation rows: one chosen on the rows of the final table makes that table too good.</remarks>
/// <param name="Threshold">The lowest score that is answered "positive"; infinite if no row is.</param>
/// <param name="Hits">Positive rows answered "positive".</param>
/// <param name="Alarms">Negative rows answered "positive": false alarms.</param>
/// <param name="Misses">Positive rows answered "negative".</param>
/// <param name="Passes">Negative rows answered "negative".</param>
/// <param name="Rule">How it was chosen, in words.</param>
public sealed record ThresholdChoice(double Threshold, int Hits, int Alarms, int Misses, int Passes, string Rule)
{
    /// <summary>The share of the answers "positive" that are right; 0 if there are none.</summary>
    public double Precision => Hits + Alarms == 0 ? 0 : (double)Hits / (Hits + Alarms);

    /// <summary>The share of the positive rows that are found; 0 if there are none.</summary>
    public double Recall => Hits + Misses == 0 ? 0 : (double)Hits / (Hits + Misses);

    /// <summary>The harmonic mean of precision and recall.</summary>
    public double F1 => 2.0 * Hits / Math.Max(1, (2 * Hits) + Alarms + Misses);

    /// <summary>The choice in a sentence.</summary>
    public string Explanation => string.Create(
        CultureInfo.InvariantCulture,
        $"{Rule}: predict \"positive\" at {Threshold:G4} or above. Of {Hits + Misses} positive rows {Hits} are found ({Recall:P1}), with {Alarms} false alarms "
        + $"among {Alarms + Passes} negative rows "
        + $"(precision {Precision:P1}, F1 {F1:F3}).");

    /// <summary>The largest F1.</summary>
    /// <param name="positive">Whether each row is positive.</param>
    /// <param name="scores">The score of each row.</param>
    public static ThresholdChoice ByF1(ReadOnlySpan<bool> positive, ReadOnlySpan<float> scores) =>
        Best(positive, scores, "The largest F1, the balance of precision and recall", choice => choice.F1);

    /// <summary>The largest difference of true and false positive rate (Youden's J): where the ROC curve is farthest above chance.</summary>
    /// <param name="positive">Whether each row is positive.</param>
    /// <param name="scores">The score of each row.</param>
    public static ThresholdChoice ByYouden(ReadOnlySpan<bool> positive, ReadOnlySpan<float> scores) => Best(
        positive, scores, "The largest gap between the share of positives found and the share of false alarms (Youden's J)",
        choice => choice.Recall - ((double)choice.Alarms / Math.Max(1, choice.Alarms + choice.Passes)));

    /// <summary>The smallest cost.</summary>
    /// <param name="positive">Whether each row is positive.</param>
    /// <param name="scores">The score of each row.</param>
    /// <param name="falseAlarm">What a negative row answered "positive" costs.</param>
    /// <param name="miss">What a positive row answered "negative" costs.</param>
    /// <param name="hit">What a positive row answered "positive" costs; negative if it earns something.</param>
    /// <param name="pass">What a negative row answered "negative" costs.</param>
    /// <exception cref="ArgumentException">A cost is not a finite number, or a mistake costs less than the right answer.</exception>
    public static ThresholdChoice ByCost(
        ReadOnlySpan<bool> positive, ReadOnlySpan<float> scores, double falseAlarm, double miss, double hit = 0, double pass = 0)
    {
        if (!(double.IsFinite(falseAlarm) && double.IsFinite(miss) && falseAlarm > pass && miss > hit))
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"A false alarm costs {falseAlarm} (a right negative {pass}), a miss {miss} (a hit {hit}). "
                + $"Expected finite costs, those of mistakes larger than those of right answers."));
        }

        string rule = string.Create(CultureInfo.InvariantCulture, $"The smallest cost when a false alarm costs {falseAlarm:G6} and a miss {miss:G6}");
        return Best(positive, scores, rule, choice => -((choice.Alarms * falseAlarm) + (choice.Misses * miss) + (choice.Hits * hit) + (choice.Passes * pass)));
    }

    /// <summary>The best precision among the thresholds that find at least this share of the positives.</summary>
    /// <param name="positive">Whether each row is positive; at least one is.</param>
    /// <param name="scores">The score of each row.</param>
    /// <param name="recall">The share to find, above 0 and at most 1.</param>
    public static ThresholdChoice ForRecall(ReadOnlySpan<bool> positive, ReadOnlySpan<float> scores, double recall)
    {
        CheckShare(recall, nameof(recall));
        return Best(
            positive, scores, string.Create(CultureInfo.InvariantCulture, $"The best precision that finds at least {recall:P0} of the positives"),
            choice => choice.Recall >= recall ? choice.Precision : -1);
    }

    /// <summary>The best recall among the thresholds whose answers "positive" are right at least this often.</summary>
    /// <param name="positive">Whether each row is positive.</param>
    /// <param name="scores">The score of each row.</param>
    /// <param name="precision">The share to be right, above 0 and at most 1.</param>
    /// <returns>The choice; null if no threshold is that precise.</returns>
    public static ThresholdChoice? ForPrecision(ReadOnlySpan<bool> positive, ReadOnlySpan<float> scores, double precision)
    {
        CheckShare(precision, nameof(precision));
        ThresholdChoice best = Best(
            positive, scores, string.Create(CultureInfo.InvariantCulture, $"The most positives found with at least {precision:P0} precision"),
            choice => choice.Precision >= precision ? choice.Recall : -1);
        return best.Precision >= precision ? best : null;
    }

    private static void CheckShare(double share, string name)
    {
        if (!(share is > 0 and <= 1)) { throw new ArgumentOutOfRangeException(name, share, "The share lies above 0 and is at most 1, for example 0.9."); }
    }

    /// <summary>The choice of the largest value; among equals the highest threshold, which disturbs the fewest.</summary>
    private static ThresholdChoice Best(ReadOnlySpan<bool> positive, ReadOnlySpan<float> scores, string rule, Func<ThresholdChoice, double> value)
    {
        RankedRows ranked = RankedRows.Of(positive, scores);
        if (ranked.Positives == 0 || ranked.Negatives == 0)
        {
            throw new ArgumentException(
                $"There are {ranked.Positives} positive and {ranked.Negatives} negative rows. A threshold needs both.", nameof(positive));
        }

        ThresholdChoice none = new(double.PositiveInfinity, 0, 0, (int)ranked.Positives, (int)ranked.Negatives, rule);
        return ranked.Steps
            .Select(step => new ThresholdChoice(
                step.Score, (int)step.Hits, (int)step.Alarms, (int)(ranked.Positives - step.Hits), (int)(ranked.Negatives - step.Alarms), rule))
            .Prepend(none)
            .MaxBy(value)!;
    }
}

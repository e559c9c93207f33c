using Hebb.Data;
using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;
using Hebb.Layers;
using Hebb.Learning.Evaluation;
using Hebb.Ops;
using static System.FormattableString;

namespace Hebb.Learning.Tables;

/// <summary>Numbers to predict that are learned as logarithms.</summary>
internal sealed record LogTarget
{
    /// <summary>From this skewness on numbers count as highly skewed (Bulmer, "Principles of Statistics", 1979).</summary>
    private const double Skewed = 1;

    private LogTarget(double offset, string why) => (Offset, Decision) = (offset, why);

    /// <summary>What is added before the logarithm: nothing if all numbers are above 0, otherwise their median, or if that is 0 the smallest above.</summary>
    public double Offset { get; }

    /// <summary>The decision in a sentence.</summary>
    public string Decision { get; }

    /// <summary>Decides; null for the linear scale. Left to itself, the recipe "best" learns logarithms of numbers that are highly skewed.</summary>
    /// <param name="target">The numbers, of all rows: whether there is a 0 has to be known of those that are held out too.</param>
    /// <param name="options">What is wanted.</param>
    /// <param name="source">Where the numbers come from.</param>
    /// <exception cref="DataException">Logarithms are wanted of numbers that have none.</exception>
    public static LogTarget? Of(NumberColumn target, TableTrainerOptions options, string? source)
    {
        if ((options.TargetScale ?? (options.UsedRecipe == TableRecipe.Best ? null : TargetScale.Linear)) == TargetScale.Linear) { return null; }
        double[] sorted = [.. target.Values.ToArray().Order()];
        bool isPossible = sorted[0] >= 0 && sorted[^1] > 0;
        double skewness = Skewness(sorted);
        if (options.TargetScale == TargetScale.Log && !isPossible)
        {
            throw new DataException(
                Invariant($"The column has the number {sorted[0]}, so it has no logarithms. Expected no negative number, and one above 0. ")
                + "Learn it on the linear scale.",
                source,
                column: target.Name);
        }

        if (options.TargetScale is null && !(isPossible && skewness > Skewed)) { return null; }
        double median = RegressionReport.Quantile(sorted, 0.5);
        double offset = sorted[0] > 0 ? 0 : median > 0 ? median : sorted.First(number => number > 0);
        return new(offset, Invariant($"target: {target.Name} is learned as {(offset == 0 ? "logarithms" : $"logarithms of {target.Name} + {offset:G4}")}")
            + (options.TargetScale is null ? Invariant($", because it is skewed ({skewness:F1}) and never negative") : ""));
    }

    /// <summary>
    /// What to add to the outputs of a network that learned logarithms, so that they predict the mean: its exponential is rather the median (Duan, 1983). It is
    /// the factor of predictions with the smallest squared error, Σ t·p / Σ p².
    /// </summary>
    /// <param name="target">What is predicted.</param>
    /// <param name="unseen">Answers to rows that were not learned from.</param>
    /// <returns>0 on the linear scale.</returns>
    public static float CorrectionOf(TargetEncoder target, UnseenAnswers unseen)
    {
        if (target.LogOffset is not { } offset || unseen.Truth.Length == 0) { return 0; }
        double[] truth = target.DecodeNumbers(unseen.Truth), predicted = target.DecodeNumbers(unseen.Outputs);
        double products = truth.Zip(predicted, (t, p) => (t + offset) * (p + offset)).Sum(), squares = predicted.Sum(p => (p + offset) * (p + offset));
        double correction = Math.Log(products / squares) / target.Scale;
        return double.IsFinite(correction) ? (float)correction : 0;
    }

    /// <summary>Adds to the outputs of a network, by the bias of its last layer.</summary>
    public static void Correct(Layer last, float correction)
    {
        if (correction != 0) { last.Parameters[^1].Assign(last.Parameters[^1].Value + correction); }
    }

    /// <summary>Σ(x − mean)³ / n / σ³; NaN if all are equal.</summary>
    private static double Skewness(double[] numbers)
    {
        double mean = numbers.Average(), variance = numbers.Average(number => (number - mean) * (number - mean));
        return numbers.Average(number => Math.Pow(number - mean, 3)) / Math.Pow(variance, 1.5);
    }
}

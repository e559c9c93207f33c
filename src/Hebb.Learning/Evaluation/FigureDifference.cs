using System.Text.Json.Nodes;
using Hebb.Data.Preprocessing;
using Hebb.Ops;
using static System.FormattableString;

namespace Hebb.Learning.Evaluation;

/// <summary>How much better one model is than another on the same held-out examples, with what chance makes of it.</summary>
/// <param name="Figure">The figure that is compared; larger is better.</param>
/// <param name="Value">The difference.</param>
/// <param name="Low">The lower end of the 95 % interval; NaN if it is not known.</param>
/// <param name="High">The upper end.</param>
public sealed record FigureDifference(string Figure, double Value, double Low, double High)
{
    private const double Confidence = 0.95;

    /// <summary>Fewer units than this are few.</summary>
    private const int FewUnits = 20;

    private const int MostDraws = 2_000, FewestDraws = 200, MostSteps = 40_000_000;

    /// <summary>Whether there is an interval.</summary>
    public bool HasInterval => !double.IsNaN(Low);

    /// <summary>Whether the whole interval lies above 0.</summary>
    public bool IsBetter => Low > 0;

    /// <summary>Whether the whole interval lies below 0.</summary>
    public bool IsWorse => High < 0;

    /// <summary>The same seen from the other model.</summary>
    public FigureDifference Reversed => new(Figure, -Value, -High, -Low);

    /// <summary>The difference with its interval, if that is known: "0.031 (95 % interval 0.012 to 0.050)".</summary>
    public override string ToString() => Text(Value) + Interval;

    /// <summary>The interval in brackets; empty if it is not known.</summary>
    internal string Interval => HasInterval ? $" (95 % interval {Text(Low)} to {Text(High)})" : "";

    /// <summary>Three decimals, and no sign before 0.</summary>
    private static string Text(double value) => Invariant($"{Math.Round(value, 3) + 0.0:F3}");

    /// <summary>
    /// The difference with a paired bootstrap: held-out examples are drawn with replacement, as many as there are, both models are judged on the same draw, and
    /// the middle 95 % of the differences are the interval. The quantiles are moved outwards by Student's distribution, because few examples vary less
    /// than the world they come from: Φ(−√(n / (n − 1)) · t) instead of 2.5 % (Hesterberg, 2015: the expanded percentile interval).
    /// Draws of fewer than 20 units are too few and too skewed for that alone: the interval then also covers value ± t · the jackknife's standard error.
    /// </summary>
    /// <param name="model">The answers of the model.</param>
    /// <param name="other">The answers of the model it is compared with, to the same examples.</param>
    /// <param name="units">A number from 0 on for each example; those with the same are drawn together: copies, neighbors in time. Null if each stands
    /// for itself.</param>
    /// <param name="random">Where the draws come from.</param>
    internal static FigureDifference Of(HeldOutAnswers model, HeldOutAnswers other, IReadOnlyList<int>? units, SplitMix64 random)
    {
        int rows = model.Rows, count = units is null ? rows : units.Max() + 1;
        int[] drawn = new int[count], counts = units is null ? drawn : new int[rows], once = new int[rows];
        Array.Fill(once, 1);
        List<double> differences = [];
        int draws = count < 2 ? 0 : Math.Clamp(MostSteps / rows, FewestDraws, MostDraws);
        for (int draw = 0; draw < draws; draw++)
        {
            Array.Clear(drawn);
            for (int i = 0; i < count; i++) { drawn[random.Below(count)]++; }
            for (int row = 0; units is not null && row < rows; row++) { counts[row] = drawn[units[row]]; }
            double difference = Difference(counts);

            // A draw without one of the classes says nothing.
            if (double.IsFinite(difference)) { differences.Add(difference); }
        }

        double value = Difference(once);
        if (differences.Count < FewestDraws / 2) { return new(model.Figure, value, double.NaN, double.NaN); }
        double[] sorted = [.. differences.Order()];
        double student = Student(1 - ((1 - Confidence) / 2), count - 1), tail = Normal.Probability(-Math.Sqrt(count / (count - 1.0)) * student);
        (double low, double high) = (RegressionReport.Quantile(sorted, tail), RegressionReport.Quantile(sorted, 1 - tail));
        if (count < FewUnits)
        {
            double reach = student * Jackknife();
            (low, high) = (Math.Min(low, value - reach), Math.Max(high, value + reach));
        }

        return new(model.Figure, value, low, high);

        double Difference(int[] counts) => model.Of(counts) - other.Of(counts);

        // The standard error: what becomes of the difference without one unit, for each (Tukey, 1958). 0 where it is not defined without one.
        double Jackknife()
        {
            double[] without = new double[count];
            for (int unit = 0; unit < count; unit++)
            {
                for (int row = 0; row < rows; row++) { counts[row] = (units?[row] ?? row) == unit ? 0 : 1; }
                without[unit] = Difference(counts);
            }

            double mean = without.Average(), error = Math.Sqrt((count - 1.0) / count * without.Sum(one => (one - mean) * (one - mean)));
            return double.IsFinite(error) ? error : 0;
        }
    }

    /// <summary>As JSON.</summary>
    internal JsonObject ToJson() => new()
    {
        ["figure"] = Figure,
        ["difference"] = ScoreText.Finite(Value),
        ["low"] = ScoreText.Finite(Low),
        ["high"] = ScoreText.Finite(High),
    };

    /// <summary>The quantile of Student's distribution (Abramowitz and Stegun, 26.7.5).</summary>
    private static double Student(double share, double freedom)
    {
        double z = Normal.Quantile(share), s = z * z, f = freedom;
        return z * (1
            + ((s + 1) / (4 * f))
            + (((((5 * s) + 16) * s) + 3) / (96 * f * f))
            + (((((((3 * s) + 19) * s) + 17) * s) - 15) / (384 * f * f * f))
            + (((((((((79 * s) + 776) * s) + 1482) * s) - 1920) * s) - 945) / (92160 * f * f * f * f)));
    }
}

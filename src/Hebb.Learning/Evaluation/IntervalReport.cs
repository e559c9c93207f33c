using System.Text.Json.Nodes;
using Hebb.Data.Preprocessing;
using static System.FormattableString;

namespace Hebb.Learning.Evaluation;

/// <summary>How wide the intervals of predicted numbers are, and how many true numbers lie in them.</summary>
/// <param name="Share">The share of true numbers that ought to lie in them.</param>
/// <param name="Coverage">The share that does.</param>
/// <param name="MedianWidth">The median of their widths: half of them are narrower.</param>
public sealed record IntervalReport(double Share, double Coverage, double MedianWidth)
{
    /// <summary>True numbers went through a network's floats: 0 comes back as −1e-8, which is not below 0.</summary>
    private const double Slack = 1e-6;

    /// <summary>The report of intervals.</summary>
    /// <param name="interval">The intervals.</param>
    /// <param name="truth">The true numbers; at least one.</param>
    /// <param name="predicted">The predicted numbers, in the same order.</param>
    internal static IntervalReport Of(PredictionInterval interval, IReadOnlyList<double> truth, IReadOnlyList<double> predicted)
    {
        (double Low, double High)[] bounds = [.. predicted.Select(interval.Around)];
        double slack = Slack * (truth.Max() - truth.Min());
        int inside = truth.Zip(bounds).Count(row => row.First >= row.Second.Low - slack && row.First <= row.Second.High + slack);
        return new(
            interval.Share,
            (double)inside / truth.Count,
            RegressionReport.Quantile([.. bounds.Select(one => one.High - one.Low).Order()], 0.5));
    }

    /// <summary>The figures in a sentence.</summary>
    public override string ToString() =>
        Invariant($"{100 * Share:G4} % intervals hold {100 * Coverage:F1} % of the true numbers; their median width is {ScoreText.Number(MedianWidth)}");

    /// <summary>As JSON.</summary>
    internal JsonObject ToJson() => new() { ["share"] = Share, ["coverage"] = Coverage, ["median_width"] = ScoreText.Finite(MedianWidth) };
}

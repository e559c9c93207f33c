using Hebb.Learning.Reports;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Tensors;
using static System.FormattableString;

namespace Hebb.Learning.Series;

/// <summary>What a report shows of a series.</summary>
internal static class SeriesSections
{
    /// <summary>More rows than this do not fit into a picture.</summary>
    private const int MostDrawn = 400;

    /// <summary>The last predicted rows beside the truth, and what is left between them.</summary>
    public static ReportSection End(string name, int horizon, double[] rows, double[] truth, double[] predicted)
    {
        int first = Math.Max(0, truth.Length - MostDrawn);
        (double, double)[] Points(Func<int, double> value) => [.. Enumerable.Range(first, truth.Length - first).Select(i => (rows[i], value(i)))];
        return new(
            "The end of the series",
            Invariant($"{(first == 0 ? "All" : Invariant($"The last {truth.Length - first} of"))} {truth.Length} predicted rows: ")
            + Invariant($"what came, and what the network had said {horizon} row{(horizon == 1 ? "" : "s")} before."),
            ReportPage.Cards([
                ReportPage.Card(
                    "Truth and prediction",
                    Chart.Plot("Truth and prediction", "row", name, [new("truth", Points(i => truth[i])), new("prediction", Points(i => predicted[i]))])),
                ReportPage.Card("Truth minus prediction", Chart.Plot("Truth minus prediction", "row", "truth − prediction",
                    [
                        new("difference", Points(i => truth[i] - predicted[i]), LineStyle.Points),
                        new("none", [(rows[first], 0), (rows[^1], 0)], LineStyle.Dashed),
                    ])),
            ]));
    }

    /// <summary>What the rows of some windows look at; null for a network without attention.</summary>
    /// <param name="model">The network.</param>
    /// <param name="windows">All windows: [windows, rows, columns].</param>
    /// <param name="rows">The row that is predicted from each.</param>
    public static ReportSection? Attention(Model model, Tensor windows, double[] rows)
    {
        (int count, int length) = (windows.Shape[0], windows.Shape[1]);
        int drawn = Math.Min(length, AttentionExample.MostDrawn);
        string[] names = [.. Enumerable.Range(1 - length, length).Select(back => back == 0 ? "now" : Invariant($"−{-back}"))];
        return AttentionSection.Of(
            model,
            "How much the rows of some held-out windows look at each other. The last row of a window is now, the one before it is −1.",
            "row",
            ofLast: false,
            ((int[])[0, count / 2, count - 1]).Distinct().Select(window => new AttentionExample(
                Invariant($"To predict row {rows[window]}"),
                windows.Slice(0, window..(window + 1)),
                names,
                (length - drawn)..,
                (length - drawn)..,
                "further back")));
    }
}

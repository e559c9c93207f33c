namespace Hebb.Data;

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
        return new("The end of the series", ReportPage.Line($"The last {truth.Length - first} of {truth.Length} predicted rows: what came, and what the network had said {horizon} row{(horizon == 1 ? "" : "s")} before."), ReportPage.Cards([
            ReportPage.Card("Truth and prediction", Chart.Plot("Truth and prediction", "row", name, [new("truth", Points(i => truth[i])), new("prediction", Points(i => predicted[i]))])),
            ReportPage.Card("Truth minus prediction", Chart.Plot("Truth minus prediction", "row", "truth − prediction",
                [new("difference", Points(i => truth[i] - predicted[i]), SeriesStyle.Points), new("none", [(rows[first], 0), (rows[^1], 0)], SeriesStyle.Dashed)])),
        ]));
    }
}

using System.Xml.Linq;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Reports;
using static System.FormattableString;

namespace Hebb.Learning.Tables;

/// <summary>The section of a report about the networks that were trained within a time budget.</summary>
internal static class TriesSection
{
    /// <summary>The best networks are listed, others counted.</summary>
    private const int MostRows = 30;

    /// <summary>The networks, the best first; empty if there was no search.</summary>
    public static XElement[] Of(IReadOnlyList<TableTry> tries)
    {
        if (tries.Count < 2) { return []; }
        TableTry[] ordered = [.. tries.OrderBy(one => double.IsNaN(one.Loss) ? double.PositiveInfinity : one.Loss)];
        string rest = ordered.Length > MostRows ? Invariant($" The best {MostRows} are listed.") : "";
        return ReportPage.Section(
            "Networks tried",
            Invariant($"{tries.Count} networks were trained within the time. The loss is that of rows from which a network has not learned; ")
            + $"the first of the list was kept.{rest}",
            Html.Table(
                ["network", "settings", "loss", "epochs", "seconds"],
                ordered.Take(MostRows).Select(one => (string[])[
                    Invariant($"{one.Number}"), one.Settings, ScoreText.Number(one.Loss), Invariant($"{one.Epochs}{(one.WasStopped ? " (time over)" : "")}"),
                    Invariant($"{one.Seconds:F1}")])));
    }
}

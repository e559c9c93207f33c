using System.Text.Json.Nodes;
using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Reports;
using Hebb.Learning.Tables;
using Hebb.Learning.Training;
using static System.FormattableString;

namespace Hebb.Learning.Streaming;

/// <summary>What a training on an endless stream came to.</summary>
public sealed class OnlineResult : LearningResult
{
    internal OnlineResult() { }

    /// <summary>What each column is, judged by the first rows.</summary>
    public required Schema Schema { get; init; }

    /// <summary>The network in sentences.</summary>
    internal IReadOnlyList<string> Network { get; init; } = [];

    /// <summary>The network with its pipeline.</summary>
    public required TableModel Trained { get; init; }

    /// <summary>The reports, one behind the other.</summary>
    public required IReadOnlyList<OnlineProgress> Reports { get; init; }

    /// <summary>The rows learned from.</summary>
    public required long Rows { get; init; }

    /// <summary>Rows that could not be read or had no known value to predict.</summary>
    public required long SkippedRows { get; init; }

    /// <summary>Rows held out for the figures.</summary>
    public required int HeldOutRows { get; init; }

    /// <summary>The network beside the most frequent class, or the mean, of the first rows, with a verdict; null without held-out rows.</summary>
    public required BaselineComparison? Comparison { get; init; }

    /// <summary>Whether it was stopped before the end of the stream.</summary>
    public required bool WasStopped { get; init; }

    /// <inheritdoc/>
    public override bool HasLearned => Rows > 0;

    /// <inheritdoc/>
    public override bool WasCancelled => WasStopped;

    /// <inheritdoc/>
    public override TargetEncoder Target => Trained.Target;

    /// <inheritdoc/>
    public override string ExamplesName => "rows";

    /// <inheritdoc/>
    public override double? Duration => null;

    /// <summary>There is no report: rows that went by are gone.</summary>
    public override IReadOnlyList<string> Files => ["model.keras", "pipeline.json", "history.csv"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Lines =>
    [
        .. Schema.Lines(),
        "Decided:",
        .. Network.Select(sentence => $"  {sentence}; updated batch by batch"),
        Invariant($"{(WasCancelled ? "Stopped" : "The stream ended")} after {Rows} training rows, {SkippedRows} skipped. On {HeldOutRows} held-out rows:"),
        .. Comparison is not { } comparison ? []
            : (string[])
            [
                .. TextTable.Lines([
                    ["held-out rows", comparison.Name, comparison.ConstantName],
                    .. Metrics.Select(figure =>
                        (string[])[figure.Key, ScoreText.Number(figure.Value), ScoreText.Number(comparison.Constant[figure.Key])]),
                ]),
                comparison.Verdict,
            ],
    ];

    /// <inheritdoc/>
    public override JsonObject ToJson() => new()
    {
        ["task"] = ScoreText.Name(Schema.Task),
        ["rows"] = Rows,
        ["skipped"] = SkippedRows,
        ["metrics"] = ScoreText.Json(Metrics),
        ["verdict"] = Comparison?.ToJson(),
        ["cancelled"] = WasCancelled,
    };

    /// <summary>Saves model.keras, pipeline.json and history.csv (rows and loss) as a folder, which appears when it is complete.</summary>
    /// <inheritdoc/>
    public override void Save(string folder, bool overwrite = false, IReadOnlyList<ReportFinding>? findings = null) =>
        ModelFolder.Save(folder, Trained, HistoryOf(Reports), overwrite);

    /// <summary>The reports as a table.</summary>
    internal static Table HistoryOf(IReadOnlyList<OnlineProgress> reports) => new(
        new NumberColumn("rows", [.. reports.Select(report => (double)report.Rows)]), new NumberColumn("loss", [.. reports.Select(report => report.Loss)]));
}

using System.Text.Json.Nodes;
using Hebb.Data.Preprocessing;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Reports;
using Hebb.Learning.Tables;
using Hebb.Learning.Training;
using Hebb.Models;
using static System.FormattableString;

namespace Hebb.Learning.Streaming;

/// <summary>What a training on a stream came to.</summary>
public sealed class LargeFileResult : LearningResult
{
    internal LargeFileResult() { }

    /// <summary>What had been decided.</summary>
    public required LargeFilePlan Plan { get; init; }

    /// <summary>The network with its pipeline.</summary>
    public required TableModel Trained { get; init; }

    /// <summary>Loss and metrics, epoch by epoch.</summary>
    public required History History { get; init; }

    /// <summary>The epoch whose weights the model has; 0 if training ended before the first was complete.</summary>
    public required int BestEpoch { get; init; }

    /// <summary>How many rows were held out for the figures.</summary>
    public required long HeldOutRows { get; init; }

    /// <summary>The most frequent class, or the mean, on the held-out rows.</summary>
    public required IReadOnlyDictionary<string, double> Baseline { get; init; }

    /// <summary>The two side by side, with a verdict.</summary>
    public required BaselineComparison? Comparison { get; init; }

    /// <summary>How long training and judging took.</summary>
    public required double Seconds { get; init; }

    /// <inheritdoc/>
    public override TargetEncoder Target => Trained.Target;

    /// <inheritdoc/>
    public override string ExamplesName => "rows";

    /// <inheritdoc/>
    public override bool HasLearned => History.Epochs.Count > 0;

    /// <inheritdoc/>
    public override bool WasCancelled => History.WasCancelled;

    /// <inheritdoc/>
    public override double? Duration => Seconds;

    /// <summary>There is no report: rows that are streamed are not looked at again.</summary>
    public override IReadOnlyList<string> Files => ["model.keras", "pipeline.json", "history.csv"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Lines =>
    [
        History.StopReason ?? TrainingResult.Finished(History.Epochs.Count, BestEpoch),
        Invariant($"Result on {HeldOutRows} held-out rows, which were used for nothing else:"),
        .. TextTable.Lines([
            ["held-out rows", Plan.Network.ModelName, Plan.Schema.Task == LearningTask.Regression ? "mean" : "majority"],
            .. Metrics.Select(figure =>
                (string[])[figure.Key, ScoreText.Number(figure.Value), ScoreText.Number(Baseline.GetValueOrDefault(figure.Key, double.NaN))]),
        ]),
        .. Comparison is { } comparison ? [comparison.Verdict] : Array.Empty<string>(),
    ];

    /// <inheritdoc/>
    public override JsonObject ToJson() => new()
    {
        ["task"] = ScoreText.Name(Plan.Schema.Task),
        ["rows"] = Plan.Rows,
        ["metrics"] = ScoreText.Json(Metrics),
        ["baseline"] = ScoreText.Json(Baseline),
        ["verdict"] = Comparison?.ToJson(),
        ["epochs"] = History.Epochs.Count,
        ["best_epoch"] = BestEpoch,
        ["cancelled"] = WasCancelled,
        ["seconds"] = Math.Round(Seconds, 3),
    };

    /// <inheritdoc/>
    public override void Save(string folder, bool overwrite = false, IReadOnlyList<ReportFinding>? findings = null) =>
        ModelFolder.Save(folder, Trained, History, overwrite);
}

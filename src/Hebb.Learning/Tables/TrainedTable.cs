using System.Text.Json.Nodes;
using Hebb.Data;
using Hebb.Data.Preprocessing;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Reports;
using Hebb.Learning.Training;
using Hebb.Models;
using static System.FormattableString;

namespace Hebb.Learning.Tables;

/// <summary>What a training came to: the model, how it got there, and how good it is on rows it has never seen.</summary>
public sealed class TrainedTable : TrainingResult
{
    internal TrainedTable(FittedNetwork fitted) => Fitted = fitted;

    /// <summary>What had been decided.</summary>
    public required TablePlan Plan { get; init; }

    /// <summary>The network with its pipeline: predicts tables and rows, and is saved as a folder.</summary>
    public required TableModel Trained { get; init; }

    /// <summary>The network as it was trained.</summary>
    internal FittedNetwork Fitted { get; }

    /// <inheritdoc/>
    public override Model Model => Trained.Model;

    /// <inheritdoc/>
    public override TargetEncoder Target => Pipeline.Target;

    /// <summary>What turns rows into numbers.</summary>
    public ColumnPipeline Pipeline => Trained.Pipeline;

    /// <inheritdoc/>
    public override BaselineComparison Comparison => new(Plan.Schema.Task, Metrics, Linear, Baseline)
    {
        Name = ModelName,
        HeldOut = HeldOut,
        Evidence = Evidence,
        Advice = $" ({Plan.Options.Words(new(RemedyKind.SimpleModel))})",
    };

    /// <summary>How wide the intervals of predicted numbers are on the held-out rows, and how many true ones lie in them; null if there are none.</summary>
    public IntervalReport? Interval { get; init; }

    /// <inheritdoc/>
    internal override string? Outcome =>
        Interval is not null ? $"Intervals of predictions: on the held-out rows, {Interval}."
        : Plan.IntervalShare > 0 && HasLearned && Fitted.Unseen.Value.Truth.Length is var rows && rows < PredictionInterval.FewestRows(Plan.IntervalShare)
            ? Invariant($"No intervals of predictions: {100 * Plan.IntervalShare:G4} % need {PredictionInterval.FewestRows(Plan.IntervalShare)} rows that ")
                + Invariant($"were not learned from, and there are {rows}.")
        : Fitted.Temperature != 1
            ? Invariant($"Calibration: probabilities were too {(Fitted.Temperature > 1 ? "" : "un")}sure; temperature {Fitted.Temperature:G3}.")
        : null;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Warnings => Plan.Warnings;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Decisions => Plan.Decisions;

    /// <inheritdoc/>
    public override int HeldOut => Plan.Split.Test.Length;

    /// <inheritdoc/>
    public override string ExamplesName => "rows";

    /// <inheritdoc/>
    internal override string ModelName => Plan.ModelName;

    /// <summary>From which probability on to answer the second class, by several rules, chosen on the validation rows; empty unless there are
    /// two classes in them.</summary>
    public IReadOnlyList<ThresholdChoice> Thresholds()
    {
        (bool[] positive, float[] scores) = Unseen(Plan.Schema.Task, Fitted);
        return scores.Length == 0 ? [] :
        [
            ThresholdChoice.ByF1(positive, scores),
            ThresholdChoice.ByYouden(positive, scores),
            ThresholdChoice.ByCost(positive, scores, falseAlarm: 1, miss: 10),
            ThresholdChoice.ForRecall(positive, scores, 0.9),
            .. ThresholdChoice.ForPrecision(positive, scores, 0.9) is { } precise ? [precise] : Array.Empty<ThresholdChoice>(),
        ];
    }

    /// <summary>
    /// The threshold that treats both classes alike, however rare one is: the largest balanced accuracy (Youden's J), by which scikit-learn's
    /// TunedThresholdClassifierCV chooses too. Null unless there are two classes, and if no threshold between 0 and 1 is better than none.
    /// </summary>
    internal static double? Recommend(LearningTask task, FittedNetwork fitted)
    {
        (bool[] positive, float[] scores) = Unseen(task, fitted);
        return scores.Length > 0 && ThresholdChoice.ByYouden(positive, scores).Threshold is > 0 and < 1 and var threshold ? threshold : null;
    }

    /// <summary>Truth and probabilities of rows that the answering network has not learned from; empty unless there are two classes in them.</summary>
    private static (bool[] Positive, float[] Scores) Unseen(LearningTask task, FittedNetwork fitted)
    {
        if (task != LearningTask.Binary) { return ([], []); }
        UnseenAnswers unseen = fitted.Unseen.Value;
        bool[] positive = Scores.IsClass(unseen.Truth, 1);
        return positive.Distinct().Count() < 2 ? ([], []) : (positive, unseen.Outputs);
    }

    /// <inheritdoc/>
    public override JsonObject ToJson()
    {
        JsonObject result = base.ToJson();
        result.Insert(1, "rows", Plan.Table.Rows);
        result.Insert(2, "columns", Plan.Table.Columns.Count);
        if (Trained.RecommendedThreshold is { } recommended) { result["recommended_threshold"] = recommended; }
        if (Interval is not null) { result["interval"] = Interval.ToJson(); }
        return result;
    }

    /// <inheritdoc/>
    public override void Save(string folder, bool overwrite = false, IReadOnlyList<ReportFinding>? findings = null) =>
        ModelFolder.Save(folder, Trained, History, overwrite, page => SaveReport(page, findings));

    /// <inheritdoc/>
    public override IReadOnlyList<string> SaveReport(string path, IReadOnlyList<ReportFinding>? findings = null)
    {
        TableReport report = TableReport.Of(this, findings);
        report.Save(path);
        return report.Notes;
    }
}

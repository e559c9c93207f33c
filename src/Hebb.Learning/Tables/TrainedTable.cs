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
    internal TrainedTable(FittedTable fitted) => Fitted = fitted;

    /// <summary>What had been decided.</summary>
    public required TablePlan Plan { get; init; }

    /// <summary>The model with its pipeline: predicts tables and rows, and is saved as a folder.</summary>
    public required TableModel Trained { get; init; }

    /// <summary>The model as it was trained.</summary>
    internal FittedTable Fitted { get; }

    /// <summary>The search within <see cref="TableTrainerOptions.Budget"/>; null without one.</summary>
    internal BudgetSearch? Search { get; init; }

    /// <summary>The networks that were trained within <see cref="TableTrainerOptions.Budget"/>, in their order; empty without a budget.</summary>
    public IReadOnlyList<TableTry> Tries => Search?.Tries ?? [];

    /// <summary>The figures of boosted trees on the same rows; null if they were not trained. Those of <see cref="LearningResult.Metrics"/> if they are the
    /// model.</summary>
    public IReadOnlyDictionary<string, double>? Trees => FiguresOf(TableTrees.TreesName);

    /// <summary>The other models beside a linear one.</summary>
    internal IReadOnlyList<(string Name, IReadOnlyDictionary<string, double> Metrics)> Rivals { get; init; } = [];

    /// <summary>Why this model was chosen; null where the choice was not automatic.</summary>
    internal TableChoice? Choice { get; init; }

    /// <summary>The network.</summary>
    /// <exception cref="InvalidOperationException">Boosted trees were trained, or chosen: see <see cref="TableModel.Trees"/>.</exception>
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
        Advice = AdviceOf("linear"),
        Rivals = [.. Rivals.Select(rival => new RivalModel(rival.Name, rival.Metrics) { Advice = AdviceOf(rival.Name) })],
    };

    private string AdviceOf(string model) => $" ({Plan.Options.Words(new(RemedyKind.TrainModel, Plan.Schema.Target, model))})";

    private IReadOnlyDictionary<string, double>? FiguresOf(string model) =>
        model == ModelName ? Metrics : Rivals.FirstOrDefault(rival => rival.Name == model).Metrics;

    /// <summary>How wide the intervals of predicted numbers are on the held-out rows, and how many true ones lie in them; null if there are none.</summary>
    public IntervalReport? Interval { get; init; }

    /// <summary>What came of intervals or of calibration, in a sentence.</summary>
    private string? Reliability =>
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
    internal override string ModelName => Fitted.Name;

    /// <inheritdoc/>
    internal override string? Outcome =>
        string.Join(' ', new[] { Search?.Outcome, Fitted.Outcome, Choice?.Sentence, Reliability }.OfType<string>()) is { Length: > 0 } outcome ? outcome : null;

    /// <inheritdoc/>
    public override bool HasLearned => Fitted.HasLearned;

    /// <inheritdoc/>
    public override bool WasCancelled => Fitted.WasCancelled || Search is { WasCancelled: true };

    /// <inheritdoc/>
    public override IReadOnlyList<string> Files => [Trained.FileName, .. base.Files.Skip(1)];

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
    internal static double? Recommend(LearningTask task, FittedTable fitted)
    {
        (bool[] positive, float[] scores) = Unseen(task, fitted);
        return scores.Length > 0 && ThresholdChoice.ByYouden(positive, scores).Threshold is > 0 and < 1 and var threshold ? threshold : null;
    }

    /// <summary>Truth and probabilities of rows that the answering network has not learned from; empty unless there are two classes in them.</summary>
    private static (bool[] Positive, float[] Scores) Unseen(LearningTask task, FittedTable fitted)
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
        result.Insert(3, "model", ModelName);
        result["trees"] = Trees is null ? null : ScoreText.Json(Trees);
        if (Trained.Trees is { } trees) { result["rounds"] = trees.Rounds; }
        if (Choice is { } choice)
        {
            result["choice"] = new JsonObject(choice.Losses.Select(one => KeyValuePair.Create(one.Name, (JsonNode?)ScoreText.Finite(one.Loss))));
            if (ModelName != "network" && FiguresOf("network") is { } network) { result["network"] = ScoreText.Json(network); }
        }

        if (Trained.RecommendedThreshold is { } recommended) { result["recommended_threshold"] = recommended; }
        if (Search is not null) { result["tries"] = new JsonArray([.. Tries.Select(one => (JsonNode)one.ToJson())]); }
        if (Interval is not null) { result["interval"] = Interval.ToJson(); }
        return result;
    }

    /// <inheritdoc/>
    public override void Save(string folder, bool overwrite = false, IReadOnlyList<ReportFinding>? findings = null) =>
        ModelFolder.Save(folder, Trained, Fitted.Progress, overwrite, page => SaveReport(page, findings));

    /// <inheritdoc/>
    public override IReadOnlyList<string> SaveReport(string path, IReadOnlyList<ReportFinding>? findings = null)
    {
        TableReport report = TableReport.Of(this, findings);
        report.Save(path);
        return report.Notes;
    }
}

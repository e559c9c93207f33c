using System.Xml.Linq;
using Hebb.Data;
using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Reports;
using Hebb.Learning.Training;
using static System.FormattableString;

namespace Hebb.Learning.Tables;

/// <summary>A page about a trained table that is read offline: one file, pictures inside, no script, light or dark as the reader's system is.</summary>
public sealed class TableReport
{
    private const int MostDots = 1_000;
    private const int MostCurves = 5;
    private const int FewColumns = 100;

    private readonly TableModel _model;

    private readonly Attempts _attempts;

    private TableReport(TableModel model, Judgement? judgement, Attempts attempts) => (_model, Judgement, _attempts) = (model, judgement, attempts);

    /// <summary>The figures of the final table; null if they could not be worked out after a training.</summary>
    public Judgement? Judgement { get; }

    /// <summary>What the page lacks because it could not be worked out, with the reasons; complete when the page is made.</summary>
    public IReadOnlyList<string> Notes => _attempts.Notes;

    /// <summary>What the rows were, in words: "1000 held-out rows".</summary>
    public required string RowsName { get; init; }

    /// <summary>How the model was trained; null if that is not known.</summary>
    public TrainedTable? Trained { get; private init; }

    /// <summary>Where to say "positive", chosen on validation rows; empty unless there are two classes and such rows.</summary>
    public IReadOnlyList<ThresholdChoice> Thresholds { get; private init; } = [];

    /// <summary>How much the model relies on each column.</summary>
    public IReadOnlyList<ColumnImportance> Importance { get; private init; } = [];

    /// <summary>What the most important columns do to the answer.</summary>
    public IReadOnlyList<PartialDependence> Dependence { get; private init; } = [];

    /// <summary>What went wrong in the training, for example as a training doctor found it; the section is there only when there is something.</summary>
    public IReadOnlyList<ReportFinding> Findings { get; init; } = [];

    /// <summary>The report of a training: final figures on the held-out rows; thresholds, importance and dependence on the validation rows.</summary>
    /// <param name="trained">The training.</param>
    /// <param name="findings">What went wrong, if anything.</param>
    public static TableReport Of(TrainedTable trained, IReadOnlyList<ReportFinding>? findings = null)
    {
        ArgumentNullException.ThrowIfNull(trained);
        TablePlan plan = trained.Plan;
        Table held = plan.Table.Take(plan.Split.Test), validation = plan.LearnsFromValidation ? held : plan.Table.Take(plan.Split.Validation);
        Attempts attempts = new();
        IReadOnlyList<ColumnImportance> importance = ImportanceOf(trained.Trained, validation, attempts);
        return new(trained.Trained, attempts.Make("The evaluation", () => trained.Trained.Judge(held), null), attempts)
        {
            RowsName = Invariant($"{held.Rows} held-out rows"),
            Trained = trained,
            Thresholds = attempts.Make("The choice of a threshold", trained.Thresholds, []),
            Importance = importance,
            Dependence = DependenceOf(trained.Trained, validation, importance, attempts),
            Findings = findings ?? [],
        };
    }

    /// <summary>The report of a model on rows whose answers are known.</summary>
    /// <param name="model">The model.</param>
    /// <param name="table">The rows.</param>
    public static TableReport Of(TableModel model, Table table)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(table);
        Judgement judgement = model.Judge(table);
        Table judged = table.DropMissing(model.Pipeline.Target.Name);
        Attempts attempts = new();
        IReadOnlyList<ColumnImportance> importance = ImportanceOf(model, judged, attempts);
        return new(model, judgement, attempts)
        {
            RowsName = Invariant($"{judgement.Rows} rows"),
            Importance = importance,
            Dependence = DependenceOf(model, judged, importance, attempts),
        };
    }

    /// <summary>Writes the page, which appears when it is complete.</summary>
    /// <param name="path">The file, usually report.html.</param>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ReportPage.Save(path, ToHtml());
    }

    /// <summary>The page as text.</summary>
    public string ToHtml()
    {
        string target = _model.Pipeline.Target.Name;
        return ReportPage.ToHtml(
            $"{target}: report",
            $"How well is {target} predicted?",
            [
                .. _attempts.Section("The summary", Summary),
                .. Trained is null ? [] : TrainingSections.Notes(Trained),
                .. Trained is null ? [] : _attempts.Section("The comparison with simpler models", () => TrainingSections.Comparison(Trained)),
                .. _attempts.Section("The findings of the training doctor", () => TrainingSections.Doctor(Findings)),
                .. Judgement is null ? [] : _attempts.Section("Confusion matrix and curves", () => JudgementSections.Classes(Judgement)),
                .. _attempts.Section("The thresholds", Thresholding),
                .. Judgement is null ? [] : _attempts.Section("Predicted and true numbers", () => JudgementSections.Numbers(Judgement)),
                .. _attempts.Section("What the network looks at", Columns),
                .. Trained is null ? [] : _attempts.Section("The networks that were tried", () => TriesSection.Of(Trained.Tries)),
                .. Trained is null ? [] : _attempts.Section("The curves of the training", () => TrainingSections.Learning(Trained)),
                .. Trained is null ? [] : _attempts.Section("The curve of the rounds", Rounds),
                .. _attempts.Section("The decisions", Found),
            ]);
    }

    private IEnumerable<XElement> Summary()
    {
        LearningTask task = Task;
        string what = task == LearningTask.Regression ? "a number" : Invariant($"one of {_model.Pipeline.Target.Classes.Count} classes");
        yield return Html.Tag(
            "p",
            Html.Set("class", "soft"),
            $"{Model} {what} from {_model.Pipeline.ColumnNames.Count} columns. It is evaluated on {RowsName}"
            + (Trained is null ? "." : ", which were used for nothing else; what helps to choose or to understand comes from the validation rows."));
        if (Judgement is not null) { yield return JudgementSections.Tiles(task, Judgement.Metrics); }
        if (Trained is null) { yield break; }
        foreach (XElement sentence in TrainingSections.Verdict(Trained)) { yield return sentence; }
    }

    private LearningTask Task => _model.Pipeline.Target.Task;

    private string Model => Trained is { ModelName: not "network" and not TableTrees.TreesName } linear ? $"A {linear.ModelName} model predicts"
        : _model.HasNetwork ? "A network predicts"
        : "Boosted trees predict";

    private XElement[] Thresholding() => Thresholds.Count == 0 ? [] : ReportPage.Section(
        "Choosing the decision threshold",
        $"\"Positive\" means {_model.Pipeline.Target.Classes[1]}. These thresholds were chosen on the validation rows, not on those of the figures above.",
        [
            Html.Tag("ul", Thresholds.Select(choice => Html.Tag("li", choice.Explanation)).ToArray<object>()),
            .. _model.RecommendedThreshold is not { } recommended ? Array.Empty<XElement>() : [Html.Tag("p", Invariant($"Recommended: {recommended:G4}, ")
                + "which treats both classes alike, however rare one is (the largest balanced accuracy, by Youden's J). The model uses "
                + Invariant($"{_model.Threshold:G4}{(Trained is null ? "" : $"; {Trained.Plan.Options.Words(new(RemedyKind.Threshold))} changes that")}."))],
        ]);

    private XElement[] Columns()
    {
        if (Importance.Count == 0) { return []; }
        string figure = Task == LearningTask.Regression ? "RMSE grows" : "log loss grows";
        int code = Task == LearningTask.Binary ? 1 : 0;
        return ReportPage.Section(
            $"What the {(_model.HasNetwork ? "network looks" : "trees look")} at",
            $"How much the {figure} when the values of one column are shuffled between rows (mean ± deviation of five shuffles), and the average "
            + $"prediction if all rows had the same value (partial dependence){(Trained is null ? "" : "; both on validation rows")}.",
            Html.Tag("div",
            [
                Html.Set("class", "cards"),
                ReportPage.Card(
                    "Feature importance",
                    Chart.Bars("Feature importance", [.. Importance.Take(12).Select(column => (column.Column, column.Mean, column.StandardDeviation))]),
                    Html.Numbers(
                        ["column", "mean", "deviation"],
                        Importance.Select(column => (string[])[column.Column, Html.Number(column.Mean), Html.Number(column.StandardDeviation)]))),
                .. Dependence.Select(one => ReportPage.Card(
                    one.IsNumber || Task != LearningTask.Multiclass
                        ? one.Column
                        : $"{one.Column}: probability of {_model.Pipeline.Target.Classes[code]}",
                    one.IsNumber && one.Points.Count > 1
                        ? Chart.Plot($"Mean prediction by {one.Column}", one.Column, Answer(), Task == LearningTask.Multiclass
                            ? [.. _model.Pipeline.Target.Classes
                                .Take(MostCurves)
                                .Select((name, k) => new ChartLine(name, one.Points.Select(point => (point.Value, point.Means[k]))))]
                            : [new(Answer(), one.Points.Select(point => (point.Value, point.Means[^1])))])
                        : Chart.Bars(
                            $"Mean prediction by {one.Column}",
                            [.. one.Points.Take(20).Select(point => (point.Text, point.Means[code < point.Means.Count ? code : 0], 0.0))]),
                    Html.Numbers(
                        [one.Column, .. _model.Pipeline.Target.Classes.DefaultIfEmpty("mean answer")],
                        one.Points.Select(point => (string[])[point.Text, .. point.Means.Select(Html.Number)])))),
            ]));

        string Answer() => Task switch
        {
            LearningTask.Regression => $"mean {_model.Pipeline.Target.Name}",
            LearningTask.Binary => $"probability of {_model.Pipeline.Target.Classes[1]}",
            _ => "probability",
        };
    }

    /// <summary>The loss of trees, round by round.</summary>
    private XElement[] Rounds()
    {
        if (Trained?.Trained.Trees is null) { return []; }
        Table progress = Trained.Fitted.Progress;
        double[] rounds = progress.Number("round").Values.ToArray(), losses = progress.Number("val_loss").Values.ToArray();
        (double, double)[] points = [.. rounds.Zip(losses).Where(point => double.IsFinite(point.Second))];
        return points.Length == 0 ? [] : ReportPage.Section(
            "Validation loss by round", $"{Trained.Fitted.Outcome} A round grows a tree, or one for each of three or more classes.",
            ReportPage.Cards([ReportPage.Card("val_loss", Chart.Plot("val_loss by round", "round", "val_loss", [new("validation", points)]))]));
    }

    private XElement[] Found() => Trained is null ? [] : ReportPage.Section(
        "Findings and decisions",
        Trained.Plan.Table.Source is { } source
            ? Invariant($"{Path.GetFileName(source)}: {Trained.Plan.Table.Rows} rows.")
            : Invariant($"{Trained.Plan.Table.Rows} rows."),
        Html.Tag("ul", Trained.Plan.Decisions.Select(line => Html.Tag("li", line)).ToArray<object>()),
        Html.Table(["column", "used as", "why"], Trained.Plan.Schema.Columns.Select(column => (string[])[column.Name, $"{column.Kind}", column.Reason])));

    /// <summary>Of very many columns each is shuffled once, in fewer rows, so that a report takes seconds.</summary>
    private static IReadOnlyList<ColumnImportance> ImportanceOf(TableModel model, Table table, Attempts attempts)
    {
        int columns = model.Pipeline.ColumnNames.Count;
        (int rows, int repeats) = columns <= FewColumns ? (MostDots, 5) : (Math.Max(MostDots / 10, FewColumns * MostDots / columns), 1);
        string metric = model.Pipeline.Target.Task == LearningTask.Regression ? "rmse" : "log_loss";
        return attempts.Make("The feature importance", () => PermutationImportance.Of(model, Part(table, rows), metric, repeats), []);
    }

    private static PartialDependence[] DependenceOf(TableModel model, Table table, IReadOnlyList<ColumnImportance> importance, Attempts attempts)
    {
        Table part = Part(table);
        return
        [
            .. importance
                .Take(4)
                .Where(column => part[column.Column].MissingCount < part.Rows)
                .Select(column => attempts.Make($"What '{column.Column}' does to the answer", () => PartialDependence.Of(model, part, column.Column), null))
                .OfType<PartialDependence>(),
        ];
    }

    /// <summary>Evenly spread rows, enough for a mean.</summary>
    private static Table Part(Table table, int most = MostDots)
    {
        int step = (table.Rows + most - 1) / most;
        return step == 1 ? table : table.Take([.. Enumerable.Range(0, table.Rows).Where(row => row % step == 0)]);
    }
}

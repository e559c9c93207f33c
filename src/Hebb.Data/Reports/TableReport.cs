using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Hebb.Models;

namespace Hebb.Data;

/// <summary>A page about a trained table that is read offline: one file, pictures inside, no script, light or dark as the reader's system is.</summary>
public sealed class TableReport
{
    private const int MostDots = 1_000;
    private const int MostCurves = 5;

    private readonly TableModel _model;

    private TableReport(TableModel model, Judgement judgement) => (_model, Judgement) = (model, judgement);

    /// <summary>The figures of the final table.</summary>
    public Judgement Judgement { get; }

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
        Table held = trained.Recipe.Table.Take(trained.Recipe.Split.Test), validation = trained.Recipe.Table.Take(trained.Recipe.Split.Validation);
        IReadOnlyList<ColumnImportance> importance = ImportanceOf(trained.Trained, validation);
        return new(trained.Trained, Judgement.Of(trained.Trained, held))
        {
            RowsName = Line($"{held.Rows} held-out rows"),
            Trained = trained,
            Thresholds = trained.Thresholds(),
            Importance = importance,
            Dependence = DependenceOf(trained.Trained, validation, importance),
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
        Judgement judgement = Judgement.Of(model, table);
        Table judged = table.DropMissing(model.Pipeline.Target.Name);
        IReadOnlyList<ColumnImportance> importance = ImportanceOf(model, judged);
        return new(model, judgement) { RowsName = Line($"{judgement.Rows} rows"), Importance = importance, Dependence = DependenceOf(model, judged, importance) };
    }

    /// <summary>Writes the page, which appears when it is complete.</summary>
    /// <param name="path">The file, usually report.html.</param>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string unfinished = path + ".tmp";
        try
        {
            File.WriteAllText(unfinished, ToHtml(), new UTF8Encoding(false));
            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <summary>The page as text.</summary>
    public string ToHtml()
    {
        string target = _model.Pipeline.Target.Name;
        XElement page = Html.Tag(
            "html", Html.Set("lang", "en"),
            Html.Tag("head", Html.Tag("meta", Html.Set("charset", "utf-8")), Html.Tag("meta", Html.Set("name", "viewport"), Html.Set("content", "width=device-width, initial-scale=1")),
                Html.Tag("title", $"{target}: report"), Html.Tag("style", ReportStyle.Css)),
            Html.Tag("body", Html.Tag("main",
            [
                Html.Tag("h1", $"How well is {target} predicted?"),
                .. Summary(), .. Comparison(), .. Doctor(), .. Classes(), .. Thresholding(), .. Numbers(), .. Columns(), .. Learning(), .. Found(),
                Html.Tag("footer", "Written by Hebb. This page needs no network and runs no script."),
            ])));
        return "<!DOCTYPE html>\n" + page.ToString(SaveOptions.DisableFormatting) + "\n";
    }

    private IEnumerable<XElement> Summary()
    {
        LearningTask task = Judgement.Task;
        string what = task == LearningTask.Regression ? "a number" : Line($"one of {_model.Pipeline.Target.Classes.Count} classes");
        yield return Html.Tag("p", Html.Set("class", "soft"), $"A network predicts {what} from {_model.Pipeline.ColumnNames.Count} columns. It is judged on {RowsName}"
            + (Trained is null ? "." : ", which were used for nothing else; what helps to choose or to understand comes from the validation rows."));
        string[] shown = task switch
        {
            LearningTask.Binary => ["accuracy", "roc_auc", "average_precision", "f1"],
            LearningTask.Multiclass => ["accuracy", "macro_f1", "roc_auc", "log_loss"],
            _ => ["mae", "rmse", "r2"],
        };
        yield return Html.Tag("div", [Html.Set("class", "tiles"), .. shown.Select(name => Html.Tag("div", Html.Set("class", "tile"), Html.Tag("b", Html.Number(Judgement.Metrics[name])), Html.Tag("span", name)))]);
        if (Trained?.Comparison.Verdict is { } verdict) { yield return Html.Tag("p", Html.Set("class", "verdict"), verdict); }
    }

    private XElement[] Comparison()
    {
        if (Trained?.Comparison is not { } comparison) { return []; }
        bool linear = comparison.Linear is not null;
        return Section(
            "Beside simpler answers", $"The same rows, answered by a {comparison.LinearName} model without hidden layers and by the {comparison.ConstantName} of the training rows.",
            Html.Table(
                ["figure", "network", .. linear ? [comparison.LinearName] : Array.Empty<string>(), comparison.ConstantName],
                comparison.Network.Select(figure => (string[])[figure.Key, Html.Number(figure.Value), .. linear ? [Html.Number(comparison.Linear![figure.Key])] : Array.Empty<string>(), Html.Number(comparison.Constant[figure.Key])])));
    }

    private XElement[] Doctor() => Findings.Count == 0 ? [] : Section(
        "What the training doctor found", "Illnesses seen while the network was trained, with what shows them and what helps.",
        Html.Table(["layer", "illness", "evidence", "cure"], Findings.Select(finding => (string[])[finding.Layer, finding.Illness, finding.Evidence, finding.Cure])));

    private XElement[] Classes()
    {
        if (Judgement.Confusion is not { } confusion) { return []; }
        ClassificationReport report = confusion.Report();
        ClassCurves[] curves = [.. Judgement.Curves.Take(MostCurves)];
        List<XElement> cards =
        [
            Card("What is confused with what", Chart.Confusion(confusion), Html.Numbers(["truth \\ answer", .. confusion.Classes], confusion.Classes.Select((name, truth) =>
                (string[])[name, .. confusion.Classes.Select((_, answer) => Line($"{confusion[truth, answer]}"))]))),
            Card("Each class", Html.Table(["class", "precision", "recall", "F1", "rows"], report.Classes.Append(report.Macro).Append(report.Weighted).Select(one =>
                (string[])[one.Name, Html.Number(one.Precision), Html.Number(one.Recall), Html.Number(one.F1), Line($"{one.Support}")]))),
        ];
        if (curves.Length > 0)
        {
            cards.Add(Card(
                "ROC: found against false alarms", Chart.Plot("ROC curve", "false positive rate", "true positive rate", [.. curves.Select(curve => new Series(curve.Class, Points(curve.Roc.Points))), new("chance", [(0, 0), (1, 1)], SeriesStyle.Dashed)], (0, 1), (0, 1)),
                Html.Table(["class", "area under the curve"], curves.Select(curve => (string[])[curve.Class, Html.Number(curve.Roc.Area)])), Behind("false positive rate", "true positive rate", curves, curve => curve.Roc.Points)));
            cards.Add(Card(
                "Precision against recall", Chart.Plot("Precision-recall curve", "recall", "precision", [.. curves.Select(curve => new Series(curve.Class, Points(curve.PrecisionRecall.Points)))], (0, 1), (0, 1)),
                Html.Table(["class", "average precision", "guessing"], curves.Select(curve => (string[])[curve.Class, Html.Number(curve.PrecisionRecall.AveragePrecision), Html.Number(curve.PrecisionRecall.PositiveShare)])),
                Behind("recall", "precision", curves, curve => curve.PrecisionRecall.Points)));
            cards.Add(Card(
                "Do probabilities mean what they say?", Chart.Plot("Calibration", "probability said", "share that is true", [.. curves.Select(curve => new Series(curve.Class, curve.Calibration.Bins.Select(bin => (bin.Said, bin.True)))), new("perfect", [(0, 0), (1, 1)], SeriesStyle.Dashed)], (0, 1), (0, 1)),
                Html.Table(["class", "Brier score", "calibration error"], curves.Select(curve => (string[])[curve.Class, Html.Number(curve.Calibration.Brier), Html.Number(curve.Calibration.ExpectedError)])),
                Html.Numbers(["class", "said", "true", "rows"], curves.SelectMany(curve => curve.Calibration.Bins.Select(bin => (string[])[curve.Class, Html.Number(bin.Said), Html.Number(bin.True), Line($"{bin.Rows}")])))));
        }

        return Section("Right and wrong answers", "Rows of the matrix are truths, columns are answers; the darker a cell, the larger its share of the row.", Html.Tag("div", [Html.Set("class", "cards"), .. cards]));
    }

    private XElement[] Thresholding() => Thresholds.Count == 0 ? [] : Section(
        "From which probability on to say yes", $"\"Positive\" means {_model.Pipeline.Target.Classes[1]}. These thresholds were chosen on the validation rows, not on those of the figures above.",
        Html.Tag("ul", Thresholds.Select(choice => Html.Tag("li", choice.Explanation)).ToArray<object>()));

    private XElement[] Numbers()
    {
        if (Judgement.Regression is not { } report) { return []; }
        int step = (report.Truth.Count + MostDots - 1) / MostDots;
        int[] rows = [.. Enumerable.Range(0, report.Truth.Count).Where(row => row % step == 0)];
        double low = Math.Min(report.Truth.Min(), report.Predicted.Min()), high = Math.Max(report.Truth.Max(), report.Predicted.Max());
        double[] shares = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1];
        return Section("Predicted and true", $"{report}.", Html.Tag(
            "div", Html.Set("class", "cards"),
            Card("Predicted against true", Chart.Plot("Predicted against true", "true", "predicted", [new("rows", rows.Select(row => (report.Truth[row], report.Predicted[row])), SeriesStyle.Points), new("perfect", [(low, low), (high, high)], SeriesStyle.Dashed)])),
            Card("What is left over", Chart.Plot("Residuals", "predicted", "true − predicted", [new("rows", rows.Select(row => (report.Predicted[row], report.Residuals[row])), SeriesStyle.Points), new("none", [(low, 0), (high, 0)], SeriesStyle.Dashed)]),
                Html.Table(["share of residuals below", "residual"], shares.Select(share => (string[])[Line($"{share:P0}"), Html.Number(report.ResidualQuantile(share))])))));
    }

    private XElement[] Columns()
    {
        if (Importance.Count == 0) { return []; }
        string figure = Judgement.Task == LearningTask.Regression ? "RMSE grows" : "log loss grows";
        int code = Judgement.Task == LearningTask.Binary ? 1 : 0;
        return Section("What the network looks at", $"How much the {figure} when the values of one column are dealt out to the wrong rows (mean ± deviation of five shuffles), and what the answer would be on average if all rows had the same value{(Trained is null ? "" : "; both on validation rows")}.",
            Html.Tag("div",
            [
                Html.Set("class", "cards"),
                Card("Importance of the columns", Chart.Bars("Importance of the columns", [.. Importance.Take(12).Select(column => (column.Column, column.Mean, column.StandardDeviation))]),
                    Html.Numbers(["column", "mean", "deviation"], Importance.Select(column => (string[])[column.Column, Html.Number(column.Mean), Html.Number(column.StandardDeviation)]))),
                .. Dependence.Select(one => Card(one.IsNumber || Judgement.Task != LearningTask.Multiclass ? one.Column : $"{one.Column}: probability of {_model.Pipeline.Target.Classes[code]}", one.IsNumber && one.Points.Count > 1
                    ? Chart.Plot($"Mean answer by {one.Column}", one.Column, Answer(), Judgement.Task == LearningTask.Multiclass
                        ? [.. _model.Pipeline.Target.Classes.Take(MostCurves).Select((name, k) => new Series(name, one.Points.Select(point => (point.Value, point.Means[k]))))]
                        : [new(Answer(), one.Points.Select(point => (point.Value, point.Means[^1])))])
                    : Chart.Bars($"Mean answer by {one.Column}", [.. one.Points.Take(20).Select(point => (point.Text, point.Means[code < point.Means.Count ? code : 0], 0.0))]),
                    Html.Numbers([one.Column, .. _model.Pipeline.Target.Classes.DefaultIfEmpty("mean answer")], one.Points.Select(point => (string[])[point.Text, .. point.Means.Select(Html.Number)])))),
            ]));

        string Answer() => Judgement.Task switch
        {
            LearningTask.Regression => $"mean {_model.Pipeline.Target.Name}",
            LearningTask.Binary => $"probability of {_model.Pipeline.Target.Classes[1]}",
            _ => "probability",
        };
    }

    private XElement[] Learning()
    {
        if (Trained is not { History.Epochs.Count: > 0 } trained) { return []; }
        History history = trained.History;
        string[] names = [.. history.Columns.Where(name => history.Columns.Contains("val_" + name))];
        double[] epochs = [.. history.Epochs.Select(epoch => (double)epoch.Epoch)];
        return Section("How it learned", (history.StopReason ?? Line($"All {epochs.Length} epochs done.")) + Line($" The weights are those of epoch {trained.BestEpoch} (dotted line)."),
            Html.Tag("div",
            [
                Html.Set("class", "cards"),
                .. names.Select(name => Card(name, Chart.Plot($"{name} by epoch", "epoch", name, [new("training", epochs.Zip(history[name])), new("validation", epochs.Zip(history["val_" + name]))], mark: trained.BestEpoch))),
            ]),
            Html.Numbers(["epoch", .. history.Columns], history.Epochs.Select(epoch => (string[])[Line($"{epoch.Epoch}"), .. history.Columns.Select(name => Html.Number(epoch[name]))])));
    }

    private XElement[] Found() => Trained is null ? [] : Section(
        "What was found and decided", Trained.Recipe.Table.Source is { } source ? Line($"{Path.GetFileName(source)}: {Trained.Recipe.Table.Rows} rows.") : Line($"{Trained.Recipe.Table.Rows} rows."),
        Html.Tag("ul", Trained.Recipe.Decisions.Select(line => Html.Tag("li", line)).ToArray<object>()),
        Html.Table(["column", "used as", "why"], Trained.Recipe.Schema.Columns.Select(column => (string[])[column.Name, $"{column.Kind}", column.Reason])));

    private static IReadOnlyList<ColumnImportance> ImportanceOf(TableModel model, Table table)
    {
        Table part = Part(table);
        return PermutationImportance.Of(model, part, model.Pipeline.Target.Task == LearningTask.Regression ? "rmse" : "log_loss");
    }

    private static PartialDependence[] DependenceOf(TableModel model, Table table, IReadOnlyList<ColumnImportance> importance) =>
        [.. importance.Take(4).Where(column => table[column.Column].MissingCount < table.Rows).Select(column => PartialDependence.Of(model, Part(table), column.Column))];

    /// <summary>Evenly spread rows, enough for a mean.</summary>
    private static Table Part(Table table)
    {
        int step = (table.Rows + MostDots - 1) / MostDots;
        return step == 1 ? table : table.Take([.. Enumerable.Range(0, table.Rows).Where(row => row % step == 0)]);
    }

    private static IEnumerable<(double X, double Y)> Points(IEnumerable<CurvePoint> points) => points.Select(point => (point.X, point.Y));

    private static XElement Behind(string x, string y, ClassCurves[] curves, Func<ClassCurves, IReadOnlyList<CurvePoint>> points) => Html.Numbers(
        ["class", "from", x, y],
        curves.SelectMany(curve => points(curve).Where((_, i) => i % ((points(curve).Count / 50) + 1) == 0).Select(point => (string[])[curve.Class, Html.Number(point.Threshold), Html.Number(point.X), Html.Number(point.Y)])));

    private static XElement[] Section(string title, string text, params XElement[] content) => [Html.Tag("h2", title), Html.Tag("p", text), .. content];

    private static XElement Card(string title, params XElement[] content) => Html.Tag("section", [Html.Set("class", "card"), Html.Tag("h3", title), .. content]);

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

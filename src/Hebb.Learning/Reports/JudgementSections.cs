using System.Xml.Linq;
using Hebb.Data.Preprocessing;
using Hebb.Learning.Evaluation;
using static System.FormattableString;

namespace Hebb.Learning.Reports;

/// <summary>What a report says about right and wrong answers.</summary>
internal static class JudgementSections
{
    private const int MostDots = 1_000;
    private const int MostCurves = 5;

    /// <summary>The figures that matter most, large.</summary>
    public static XElement Tiles(LearningTask task, IReadOnlyDictionary<string, double> metrics)
    {
        string[] shown = task switch
        {
            LearningTask.Binary => ["accuracy", "roc_auc", "average_precision", "f1"],
            LearningTask.Multiclass => ["accuracy", "macro_f1", "roc_auc", "log_loss", "perplexity"],
            _ => ["mae", "rmse", "r2"],
        };
        return Html.Tag(
            "div",
            [
                Html.Set("class", "tiles"),
                .. shown
                    .Where(metrics.ContainsKey)
                    .Select(name => Html.Tag("div", Html.Set("class", "tile"), Html.Tag("b", Html.Number(metrics[name])), Html.Tag("span", name))),
            ]);
    }

    /// <summary>Confusion, curves and figures of each class; nothing for numbers.</summary>
    public static XElement[] Classes(Judgement judgement)
    {
        if (judgement.Confusion is not { } confusion) { return []; }
        ClassificationReport report = confusion.Report();
        ClassCurves[] curves = [.. judgement.Curves.Take(MostCurves)];
        List<XElement> cards =
        [
            ReportPage.Card(
                "Confusion matrix",
                Chart.Confusion(confusion),
                Html.Numbers(["true \\ predicted", .. confusion.Classes], confusion.Classes.Select((name, truth) =>
                    (string[])[name, .. confusion.Classes.Select((_, answer) => Invariant($"{confusion[truth, answer]}"))]))),
            ReportPage.Card(
                "Each class",
                Html.Table(["class", "precision", "recall", "F1", "rows"], report.Classes.Append(report.Macro).Append(report.Weighted).Select(one =>
                    (string[])[one.Name, Html.Number(one.Precision), Html.Number(one.Recall), Html.Number(one.F1), Invariant($"{one.Support}")]))),
        ];
        if (curves.Length > 0)
        {
            cards.Add(ReportPage.Card(
                "ROC curve: true positives against false positives",
                Chart.Plot(
                    "ROC curve",
                    "false positive rate",
                    "true positive rate",
                    [.. curves.Select(curve => new ChartLine(curve.Class, Points(curve.Roc.Points))), new("chance", [(0, 0), (1, 1)], LineStyle.Dashed)],
                    (0, 1),
                    (0, 1)),
                Html.Table(["class", "area under the curve"], curves.Select(curve => (string[])[curve.Class, Html.Number(curve.Roc.Area)])),
                Behind("false positive rate", "true positive rate", curves, curve => curve.Roc.Points)));
            cards.Add(ReportPage.Card(
                "Precision-recall curve",
                Chart.Plot(
                    "Precision-recall curve",
                    "recall",
                    "precision",
                    [.. curves.Select(curve => new ChartLine(curve.Class, Points(curve.PrecisionRecall.Points)))],
                    (0, 1),
                    (0, 1)),
                Html.Table(
                    ["class", "average precision", "by chance"],
                    curves.Select(curve =>
                        (string[])[curve.Class, Html.Number(curve.PrecisionRecall.AveragePrecision), Html.Number(curve.PrecisionRecall.PositiveShare)])),
                Behind("recall", "precision", curves, curve => curve.PrecisionRecall.Points)));
            cards.Add(ReportPage.Card(
                "Calibration: predicted probability against observed frequency",
                Chart.Plot(
                    "Calibration",
                    "predicted probability",
                    "observed frequency",
                    [
                        .. curves.Select(curve => new ChartLine(curve.Class, curve.Calibration.Bins.Select(bin => (bin.Said, bin.True)))),
                        new("perfect", [(0, 0), (1, 1)], LineStyle.Dashed),
                    ],
                    (0, 1),
                    (0, 1)),
                Html.Table(
                    ["class", "Brier score", "calibration error"],
                    curves.Select(curve => (string[])[curve.Class, Html.Number(curve.Calibration.Brier), Html.Number(curve.Calibration.ExpectedError)])),
                Html.Numbers(
                    ["class", "predicted", "observed", "rows"],
                    curves.SelectMany(curve => curve.Calibration.Bins.Select(
                        bin => (string[])[curve.Class, Html.Number(bin.Said), Html.Number(bin.True), Invariant($"{bin.Rows}")])))));
        }

        string drawn =
            judgement.Curves.Count > MostCurves ? Invariant($" Curves are those of the first {MostCurves} of {judgement.Curves.Count} classes.") : "";
        return ReportPage.Section(
            "Confusion matrix and curves",
            "Rows of the matrix are true classes, columns are predictions; the stronger the color of a cell, the larger its share of the row." + drawn,
            Html.Tag("div", [Html.Set("class", "cards"), .. cards]));
    }

    /// <summary>Predicted against true numbers, and what is left over; nothing for classes.</summary>
    public static XElement[] Numbers(Judgement judgement)
    {
        if (judgement.Regression is not { } report) { return []; }
        int step = (report.Truth.Count + MostDots - 1) / MostDots;
        int[] rows = [.. Enumerable.Range(0, report.Truth.Count).Where(row => row % step == 0)];
        double low = Math.Min(report.Truth.Min(), report.Predicted.Min()), high = Math.Max(report.Truth.Max(), report.Predicted.Max());
        double[] shares = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1];
        return ReportPage.Section("Predicted and true", $"{report}.", Html.Tag(
            "div", Html.Set("class", "cards"),
            ReportPage.Card(
                "Predicted against true",
                Chart.Plot(
                    "Predicted against true",
                    "true",
                    "predicted",
                    [
                        new("rows", rows.Select(row => (report.Truth[row], report.Predicted[row])), LineStyle.Points),
                        new("perfect", [(low, low), (high, high)], LineStyle.Dashed),
                    ])),
            ReportPage.Card(
                "Residuals",
                Chart.Plot(
                    "Residuals",
                    "predicted",
                    "true − predicted",
                    [
                        new("rows", rows.Select(row => (report.Predicted[row], report.Residuals[row])), LineStyle.Points),
                        new("none", [(low, 0), (high, 0)], LineStyle.Dashed),
                    ]),
                Html.Table(
                    ["share of residuals below", "residual"],
                    shares.Select(share => (string[])[Invariant($"{share:P0}"), Html.Number(report.ResidualQuantile(share))])))));
    }

    private static IEnumerable<(double X, double Y)> Points(IEnumerable<CurvePoint> points) => points.Select(point => (point.X, point.Y));

    private static XElement Behind(string x, string y, ClassCurves[] curves, Func<ClassCurves, IReadOnlyList<CurvePoint>> points) => Html.Numbers(
        ["class", "threshold", x, y],
        curves.SelectMany(curve => points(curve)
            .Where((_, i) => i % ((points(curve).Count / 50) + 1) == 0)
            .Select(point => (string[])[curve.Class, Html.Number(point.Threshold), Html.Number(point.X), Html.Number(point.Y)])));
}

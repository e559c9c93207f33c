using System.Xml.Linq;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Reports;
using Hebb.Models;
using static System.FormattableString;

namespace Hebb.Learning.Training;

/// <summary>What a report says about a training.</summary>
internal static class TrainingSections
{
    /// <summary>What the network is worth, in a sentence, and what makes that doubtful.</summary>
    public static IEnumerable<XElement> Verdict(TrainingResult trained) =>
        trained.Warnings.Select(warning => $"Warning: {warning}.")
            .Prepend(trained.Comparison.Verdict)
            .Select(sentence => Html.Tag("p", Html.Set("class", "verdict"), sentence));

    /// <summary>Figures that could not be worked out after the training; nothing if all could.</summary>
    public static XElement[] Notes(TrainingResult trained) =>
        [.. trained.Notes.Select(note => Html.Tag("p", Html.Set("class", "soft"), note))];

    /// <summary>The network beside simpler answers.</summary>
    public static XElement[] Comparison(TrainingResult trained)
    {
        BaselineComparison comparison = trained.Comparison;
        (string Name, IReadOnlyDictionary<string, double> Figures)[] beside = [.. comparison.Beside];
        string others = string.Concat(beside[..^1].Select(one => $"by {BaselineComparison.Described(one.Name)} and "));
        return ReportPage.Section(
            "Compared with simpler models",
            $"The same {trained.ExamplesName}, answered {others}by {trained.ConstantAnswer}.",
            Html.Table(
                ["metric", trained.ModelName, .. beside.Select(one => one.Name)],
                comparison.Network.Select(figure =>
                    (string[])[
                        figure.Key,
                        Html.Number(figure.Value),
                        .. beside.Select(one => Html.Number(one.Figures.GetValueOrDefault(figure.Key, double.NaN))),
                    ])));
    }

    /// <summary>What went wrong in the training; nothing if nothing did.</summary>
    public static XElement[] Doctor(IReadOnlyList<ReportFinding> findings) => findings.Count == 0 ? [] : ReportPage.Section(
        "What the training doctor found", "Problems seen while the network was trained, with the evidence and the fix.",
        Html.Table(
            ["layer", "problem", "evidence", "fix"], findings.Select(finding => (string[])[finding.Layer, finding.Problem, finding.Evidence, finding.Fix])));

    /// <summary>Loss and metrics by epoch.</summary>
    public static XElement[] Learning(TrainingResult trained)
    {
        History history = trained.History;
        if (history.Epochs.Count == 0) { return []; }
        string[] names = [.. history.Columns.Where(name => history.Columns.Contains("val_" + name))];
        double[] epochs = [.. history.Epochs.Select(epoch => (double)epoch.Epoch)];
        return ReportPage.Section(
            "Learning curves",
            (history.StopReason ?? TrainingResult.Finished(epochs.Length, trained.BestEpoch))
                + Invariant($" The weights are those of epoch {trained.BestEpoch} (dotted line)."),
            Html.Tag("div",
            [
                Html.Set("class", "cards"),
                .. names.Select(name => ReportPage.Card(
                    name,
                    Chart.Plot(
                        $"{name} by epoch",
                        "epoch",
                        name,
                        [new("training", epochs.Zip(history[name])), new("validation", epochs.Zip(history["val_" + name]))],
                        mark: trained.BestEpoch))),
            ]),
            Html.Numbers(
                ["epoch", .. history.Columns],
                history.Epochs.Select(epoch => (string[])[Invariant($"{epoch.Epoch}"), .. history.Columns.Select(name => Html.Number(epoch[name]))])));
    }
}

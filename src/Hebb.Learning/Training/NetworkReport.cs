using System.Xml.Linq;
using Hebb.Data.Preprocessing;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Reports;
using static System.FormattableString;

namespace Hebb.Learning.Training;

/// <summary>A page about a network for images, sounds, texts or series: read offline, one file, pictures inside, no script.</summary>
public sealed class NetworkReport
{
    private readonly string _heading;
    private readonly IReadOnlyList<XElement> _content;

    private NetworkReport(string question, IReadOnlyList<XElement> content) => (_heading, _content) = (question, content);

    /// <summary>The report of a training: figures on the held-out examples, samples, mistakes, and what the network has learned to look for.</summary>
    /// <param name="trained">The training.</param>
    /// <param name="findings">What went wrong, if anything.</param>
    public static NetworkReport Of(TrainedNetwork trained, IReadOnlyList<ReportFinding>? findings = null)
    {
        ArgumentNullException.ThrowIfNull(trained);
        Recipe recipe = trained.Recipe;
        string held = Invariant($"{trained.HeldOut} held-out {recipe.ExamplesName}");
        string judged = $"The {(recipe.IsSimple ? "model" : "network")} is evaluated on {held}, which were used for nothing else.";
        Attempts attempts = new();
        IReadOnlyList<XElement> content =
        [
            .. attempts.Section("Findings", () =>
            [
                Html.Tag("p", Html.Set("class", "soft"), $"{string.Join(" ", recipe.Findings)} {judged}"),
                JudgementSections.Tiles(recipe.Target.Task, trained.Metrics),
            ]),
            .. attempts.Section("The verdict", () => TrainingSections.Verdict(trained)),
            .. attempts.Section("The comparison with simpler models", () => TrainingSections.Comparison(trained)),
            .. attempts.Section("The findings of the training doctor", () => TrainingSections.Doctor(findings ?? [])),
            .. attempts.Section($"What {recipe.ExamplesName} show", () => recipe.ReportSections(trained.Model).SelectMany(section => section.Elements)),
            .. trained.Judgement is { } judgement ? (XElement[])
            [
                .. attempts.Section("Confusion matrix and curves", () => JudgementSections.Classes(judgement)),
                .. attempts.Section("Predicted and true numbers", () => JudgementSections.Numbers(judgement)),
            ] : [],
            .. attempts.Section("The curves of the training", () => TrainingSections.Learning(trained)),
            .. attempts.Section("The decisions", () => ReportPage.Section("Findings and decisions", "From the data to the network.",
                Html.Tag("ul", recipe.Findings.Concat(recipe.Decisions).Select(line => Html.Tag("li", line)).ToArray<object>()))),
        ];
        return new(recipe.Question, [.. TrainingSections.Notes(trained), .. content]) { Notes = attempts.Notes };
    }

    /// <summary>The report of a model on examples whose answers are known.</summary>
    /// <param name="target">What is predicted.</param>
    /// <param name="examples">What the examples are called: images.</param>
    /// <param name="judgement">What there is to say about the answers.</param>
    /// <param name="sections">What only this kind of examples has to show.</param>
    public static NetworkReport Of(TargetEncoder target, string examples, Judgement judgement, IReadOnlyList<ReportSection> sections)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(judgement);
        ArgumentNullException.ThrowIfNull(sections);
        return new(Question(target, examples), [
        Html.Tag("p", Html.Set("class", "soft"), Invariant($"The network is judged on {judgement.Rows} {examples}.")),
        JudgementSections.Tiles(target.Task, judgement.Metrics),
        .. sections.SelectMany(section => section.Elements),
        .. JudgementSections.Classes(judgement),
        .. JudgementSections.Numbers(judgement),
    ]);
    }

    /// <summary>The question about numbers, or about examples with a class each.</summary>
    internal static string Question(TargetEncoder target, string examples) =>
        target.Task == LearningTask.Regression ? $"How well is {target.Name} predicted?" : $"How well are {examples} classified?";

    /// <summary>What the page lacks because it could not be worked out, with the reasons.</summary>
    public IReadOnlyList<string> Notes { get; private init; } = [];

    /// <summary>Writes the page, which appears when it is complete.</summary>
    /// <param name="path">The file, usually report.html.</param>
    public void Save(string path) => ReportPage.Save(path, ToHtml());

    /// <summary>The page as text.</summary>
    public string ToHtml() => ReportPage.ToHtml($"{_heading} A report", _heading, _content);
}

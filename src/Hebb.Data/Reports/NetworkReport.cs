using System.Xml.Linq;

namespace Hebb.Data;

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
        string held = ReportPage.Line($"{trained.HeldOut} held-out {recipe.ExamplesName}");
        return new(recipe.Question, [
            Html.Tag("p", Html.Set("class", "soft"), $"{string.Join(" ", recipe.Findings)} The network is judged on {held}, which were used for nothing else."),
            JudgementSections.Tiles(recipe.Target.Task, trained.Metrics),
            .. TrainingSections.Verdict(trained),
            .. TrainingSections.Comparison(trained),
            .. TrainingSections.Doctor(findings ?? []),
            .. recipe.ReportSections(trained.Model).SelectMany(section => section.Elements),
            .. trained.Judgement is { } judgement ? (XElement[])[.. JudgementSections.Classes(judgement), .. JudgementSections.Numbers(judgement)] : [],
            .. TrainingSections.Learning(trained),
            .. ReportPage.Section("What was found and decided", "From the data to the network.", Html.Tag("ul", recipe.Findings.Concat(recipe.Decisions).Select(line => Html.Tag("li", line)).ToArray<object>())),
        ]);
    }

    /// <summary>The report of a model on images whose classes are known.</summary>
    /// <param name="model">The model.</param>
    /// <param name="images">The images.</param>
    /// <param name="judgement">What <see cref="ImageModel.Judge"/> said of them.</param>
    public static NetworkReport Of(ImageModel model, ImageDataset images, Judgement judgement)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(judgement);
        return Of(model.Target, "images", judgement, ImageSections.Of(model.Model, images, model.Target));
    }

    /// <summary>The report of a model on texts whose classes are known.</summary>
    /// <param name="model">The model.</param>
    /// <param name="table">The texts; rows without a class are left out.</param>
    /// <param name="judgement">What <see cref="TextModel.Judge"/> said of them.</param>
    public static NetworkReport Of(TextModel model, Table table, Judgement judgement)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(judgement);
        Table judged = table.DropMissing(model.Target.Name);
        IReadOnlyList<string?> texts = model.TextsOf(judged);
        return Of(model.Target, "texts", judgement, TextSections.Of(model, texts, model.Target.Encode(judged)));
    }

    /// <summary>The report of a model on sounds whose classes are known.</summary>
    /// <param name="model">The model.</param>
    /// <param name="sounds">The sounds.</param>
    /// <param name="judgement">What <see cref="SoundModel.Judge"/> said of them.</param>
    public static NetworkReport Of(SoundModel model, SoundDataset sounds, Judgement judgement)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(sounds);
        ArgumentNullException.ThrowIfNull(judgement);
        return Of(model.Target, "sounds", judgement, SoundSections.Of(model, sounds, model.Truth(sounds)));
    }

    /// <summary>The report of a model on a series.</summary>
    /// <param name="model">The model.</param>
    /// <param name="table">The series.</param>
    /// <param name="judgement">What <see cref="SeriesModel.Judge"/> said of it.</param>
    public static NetworkReport Of(SeriesModel model, Table table, Judgement judgement)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(judgement);
        Table replay = model.Replay(table);
        double[] rows = replay.Number("row").Values.ToArray(), truth = replay.Number("truth").Values.ToArray(), predicted = replay.Number(Predictions.PredictionName).Values.ToArray();
        ReportSection end = SeriesSections.End(model.Target.Name, model.Horizon, rows, truth, predicted);
        return Of(model.Target, "rows", judgement, SeriesSections.Attention(model.Model, model.Windows(table), rows) is { } attention ? [end, attention] : [end]);
    }

    private static NetworkReport Of(TargetEncoder target, string examples, Judgement judgement, IReadOnlyList<ReportSection> sections) => new(Question(target, examples), [
        Html.Tag("p", Html.Set("class", "soft"), ReportPage.Line($"The network is judged on {judgement.Rows} {examples}.")),
        JudgementSections.Tiles(target.Task, judgement.Metrics),
        .. sections.SelectMany(section => section.Elements),
        .. JudgementSections.Classes(judgement),
        .. JudgementSections.Numbers(judgement),
    ]);

    /// <summary>The question about numbers, or about examples with a class each.</summary>
    internal static string Question(TargetEncoder target, string examples) => target.Task == LearningTask.Regression ? $"How well is {target.Name} predicted?" : $"How well are {examples} told apart?";

    /// <summary>Writes the page, which appears when it is complete.</summary>
    /// <param name="path">The file, usually report.html.</param>
    public void Save(string path) => ReportPage.Save(path, ToHtml());

    /// <summary>The page as text.</summary>
    public string ToHtml() => ReportPage.ToHtml($"{_heading} A report", _heading, _content);
}

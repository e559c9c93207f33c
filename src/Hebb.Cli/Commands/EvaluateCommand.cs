using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Hebb.Data;

namespace Hebb.Cli.Commands;

/// <summary><c>hebb evaluate</c>: how good a trained model is on rows whose answers are known.</summary>
internal static class EvaluateCommand
{
    private static readonly double[] s_shares = [0.05, 0.25, 0.5, 0.75, 0.95];
    private static readonly Argument<string> s_model = new("DIR") { Description = "The folder that 'hebb train' has written." };
    private static readonly Argument<string?> s_data = new("DATA") { Description = "Rows with the column to predict; a folder with a folder of images, sounds or texts for each class, or with a text file for each; or a text, for a model that continues texts.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<bool> s_noHeader = new("--no-header") { Description = "The file has no line of names: columns are called c1, c2, ...." };
    private static readonly Option<string?> s_report = new("--report") { Description = "Also write a page with curves, and the importance of columns or the worst mistakes.", HelpName = "FILE.html" };
    private static readonly Option<bool> s_json = new("--json") { Description = "Print the result as one JSON object." };

    private static readonly (Option Option, DataKind For)[] s_kinds =
    [
        (s_noHeader, DataKind.Table | DataKind.Texts | DataKind.Series), (s_report, DataKind.Table | DataKind.Images | DataKind.Texts | DataKind.Series | DataKind.Sounds), (ImageChoices.Images, DataKind.Images), (ImageChoices.Labels, DataKind.Images), (ImageChoices.SkipBad, DataKind.Images | DataKind.Sounds),
    ];

    /// <summary>The verb with its options.</summary>
    public static Command Create(Terminal terminal)
    {
        Command command = new("evaluate", "Judge a trained model on examples whose answers are known.") { s_model, s_data, s_noHeader, ImageChoices.Images, ImageChoices.Labels, ImageChoices.SkipBad, s_report, s_json };
        command.SetAction(parsed => Run(parsed, terminal));
        return command;
    }

    private static int Run(ParseResult parsed, Terminal terminal)
    {
        TrainedModel model = Inputs.Model(parsed.GetRequiredValue(s_model));
        DataKinds.Check(parsed, DataKinds.Of(model), s_kinds);
        if (model is CharacterModel characters) { return Write(characters.Evaluate(Inputs.Text(parsed.GetValue(s_data) ?? throw new UsageException("Name a file of text."))), parsed.GetValue(s_json), terminal); }
        (Judgement judgement, string examples, IReadOnlyList<BadFile> bad) = Judge(model, parsed, terminal);
        foreach (BadFile file in bad) { terminal.Error.WriteLine($"hebb: skipped: {file.Reason}"); }
        int code = bad.Count > 0 ? ExitCode.Skipped : ExitCode.Success;
        if (parsed.GetValue(s_json))
        {
            terminal.Output.WriteLine(Json(judgement, examples).ToJsonString());
            return code;
        }

        Columns.Write(terminal.Output, [[string.Create(CultureInfo.InvariantCulture, $"{judgement.Rows} {examples}"), ""], .. judgement.Metrics.Select(score => (string[])[score.Key, ScoreText.Number(score.Value)])]);
        if (judgement.Confusion is { } confusion)
        {
            terminal.Output.WriteLine($"\n{confusion}\n\n{confusion.Report()}\n");
            foreach (ClassCurves curves in judgement.Curves)
            {
                terminal.Output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{curves.Class}: ROC AUC {curves.Roc.Area:F4}, average precision {curves.PrecisionRecall.AveragePrecision:F4}, Brier score {curves.Calibration.Brier:F4}, calibration error {curves.Calibration.ExpectedError:F4}"));
            }
        }

        if (judgement.Regression is { } regression) { terminal.Output.WriteLine($"\n{regression}"); }
        return code;
    }

    /// <summary>Judges, and writes the report if one is wanted. Files that cannot be read are left out if that is allowed.</summary>
    private static (Judgement Judgement, string Examples, IReadOnlyList<BadFile> Bad) Judge(TrainedModel model, ParseResult parsed, Terminal terminal)
    {
        string? data = parsed.GetValue(s_data), report = parsed.GetValue(s_report);
        bool noHeader = parsed.GetValue(s_noHeader);
        switch (model)
        {
            case ImageModel images:
                ImageDataset shown = ImageChoices.ReadFor(images, parsed, data);
                Judgement judged = images.Judge(shown);
                if (report is not null) { NetworkReport.Of(images, shown, judged).Save(report); }
                return (judged, "images", shown.Bad);
            case TextModel texts:
                Table labelled = TextChoices.ReadFor(texts, data ?? throw new UsageException("Name a table or a folder with texts whose classes are known."), noHeader);
                TextPrediction.Warn(texts, texts.TextsOf(labelled), terminal);
                Judgement answers = texts.Judge(labelled);
                if (report is not null) { NetworkReport.Of(texts, labelled, answers).Save(report); }
                return (answers, "texts", []);
            case SoundModel sounds:
                SoundDataset heard = SoundDataset.FromDirectory(data ?? throw new UsageException("Name a folder with a folder of WAV files for each class."), ImageChoices.Unreadable(parsed));
                Judgement named = sounds.Judge(heard);
                if (report is not null) { NetworkReport.Of(sounds, heard, named).Save(report); }
                return (named, "sounds", heard.Bad);
            case SeriesModel series:
                Table rows = Inputs.Table(data ?? throw new UsageException("Name a table with the series."), noHeader);
                if (series.GapsOf(rows) is { } gaps) { terminal.Error.WriteLine(gaps); }
                Judgement forecasts = series.Judge(rows);
                if (report is not null) { NetworkReport.Of(series, rows, forecasts).Save(report); }
                return (forecasts, "rows", []);
            default:
                TableModel trained = (TableModel)model;
                Table table = Inputs.Table(data ?? throw new UsageException("Name a file with rows whose answers are known."), noHeader);
                if (report is not null) { TableReport.Of(trained, table).Save(report); }
                return (Judgement.Of(trained, table), "rows", []);
        }
    }

    /// <summary>Figures that are all there is to say.</summary>
    private static int Write(IReadOnlyDictionary<string, double> figures, bool json, Terminal terminal)
    {
        if (json) { terminal.Output.WriteLine(new JsonObject { ["metrics"] = ScoreText.Json(figures) }.ToJsonString()); }
        else { Columns.Write(terminal.Output, [["characters", ""], .. figures.Select(figure => (string[])[figure.Key, ScoreText.Number(figure.Value)])]); }
        return ExitCode.Success;
    }

    private static JsonObject Json(Judgement judgement, string examples)
    {
        JsonObject result = new() { ["task"] = ScoreText.Name(judgement.Task), [examples] = judgement.Rows, ["metrics"] = ScoreText.Json(judgement.Metrics) };
        if (judgement.Confusion is { } confusion)
        {
            int[] codes = [.. Enumerable.Range(0, confusion.Classes.Count)];
            result["classes"] = new JsonArray([.. confusion.Classes.Select(name => (JsonNode)JsonValue.Create(name))]);
            result["confusion"] = new JsonArray([.. codes.Select(truth => new JsonArray([.. codes.Select(answer => (JsonNode)JsonValue.Create(confusion[truth, answer]))]))]);
            result["report"] = new JsonObject(confusion.Report().Classes.Select(one => KeyValuePair.Create(
                one.Name, (JsonNode?)new JsonObject { ["precision"] = one.Precision, ["recall"] = one.Recall, ["f1"] = one.F1, ["support"] = one.Support })));
            result["curves"] = new JsonObject(judgement.Curves.Select(one => KeyValuePair.Create(
                one.Class,
                (JsonNode?)new JsonObject
                {
                    ["roc_auc"] = one.Roc.Area,
                    ["average_precision"] = one.PrecisionRecall.AveragePrecision,
                    ["brier"] = one.Calibration.Brier,
                    ["calibration_error"] = one.Calibration.ExpectedError,
                })));
        }

        if (judgement.Regression is { } regression)
        {
            result["median_error"] = regression.MedianAbsoluteError;
            result["residual_quantiles"] = new JsonObject(s_shares.Select(share => KeyValuePair.Create(
                share.ToString(CultureInfo.InvariantCulture), (JsonNode?)JsonValue.Create(regression.ResidualQuantile(share)))));
        }

        return result;
    }
}

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
    private static readonly Argument<string> s_data = new("DATA.csv") { Description = "Rows with the column to predict." };
    private static readonly Option<bool> s_noHeader = new("--no-header") { Description = "The file has no line of names: columns are called c1, c2, ...." };
    private static readonly Option<string?> s_report = new("--report") { Description = "Also write a page with curves and the importance of the columns.", HelpName = "FILE.html" };
    private static readonly Option<bool> s_json = new("--json") { Description = "Print the result as one JSON object." };

    /// <summary>The verb with its options.</summary>
    public static Command Create(Terminal terminal)
    {
        Command command = new("evaluate", "Judge a trained model on rows whose answers are known.") { s_model, s_data, s_noHeader, s_report, s_json };
        command.SetAction(parsed => Run(parsed, terminal));
        return command;
    }

    private static int Run(ParseResult parsed, Terminal terminal)
    {
        TableModel model = Inputs.Model(parsed.GetRequiredValue(s_model));
        Table table = Inputs.Table(parsed.GetRequiredValue(s_data), parsed.GetValue(s_noHeader));
        Judgement judgement = Judgement.Of(model, table);
        if (parsed.GetValue(s_report) is { } report) { TableReport.Of(model, table).Save(report); }
        if (parsed.GetValue(s_json))
        {
            terminal.Output.WriteLine(Json(judgement).ToJsonString());
            return ExitCode.Success;
        }

        Columns.Write(terminal.Output, [[string.Create(CultureInfo.InvariantCulture, $"{judgement.Rows} rows"), ""], .. judgement.Metrics.Select(score => (string[])[score.Key, ScoreText.Number(score.Value)])]);
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
        return ExitCode.Success;
    }

    private static JsonObject Json(Judgement judgement)
    {
        JsonObject result = new() { ["task"] = ScoreText.Name(judgement.Task), ["rows"] = judgement.Rows, ["metrics"] = ScoreText.Json(judgement.Metrics) };
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

using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Hebb.Data;

namespace Hebb.Cli.Commands;

/// <summary><c>hebb evaluate</c>: how good a trained model is on rows whose answers are known.</summary>
internal static class EvaluateCommand
{
    private static readonly Argument<string> s_model = new("DIR") { Description = "The folder that 'hebb train' has written." };
    private static readonly Argument<string> s_data = new("DATA.csv") { Description = "Rows with the column to predict." };
    private static readonly Option<bool> s_noHeader = new("--no-header") { Description = "The file has no line of names: columns are called c1, c2, ...." };
    private static readonly Option<bool> s_json = new("--json") { Description = "Print the result as one JSON object." };

    /// <summary>The verb with its options.</summary>
    public static Command Create(Terminal terminal)
    {
        Command command = new("evaluate", "Judge a trained model on rows whose answers are known.") { s_model, s_data, s_noHeader, s_json };
        command.SetAction(parsed => Run(parsed, terminal));
        return command;
    }

    private static int Run(ParseResult parsed, Terminal terminal)
    {
        TableModel model = Inputs.Model(parsed.GetRequiredValue(s_model));
        Table table = Inputs.Table(parsed.GetRequiredValue(s_data), parsed.GetValue(s_noHeader));
        IReadOnlyDictionary<string, double> scores = model.Evaluate(table);
        int rows = table.Rows - table[model.Pipeline.Target.Name].MissingCount;
        if (parsed.GetValue(s_json))
        {
            JsonObject result = new() { ["task"] = ScoreText.Name(model.Pipeline.Target.Task), ["rows"] = rows, ["metrics"] = ScoreText.Json(scores) };
            terminal.Output.WriteLine(result.ToJsonString());
            return ExitCode.Success;
        }

        Columns.Write(terminal.Output, [[string.Create(CultureInfo.InvariantCulture, $"{rows} rows"), ""], .. scores.Select(score => (string[])[score.Key, ScoreText.Number(score.Value)])]);
        return ExitCode.Success;
    }
}

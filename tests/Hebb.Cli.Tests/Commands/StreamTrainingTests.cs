using System.Globalization;
using System.Text.Json;
using Hebb.Data.Csv;
using Hebb.Data.Synthetic;
using Hebb.Data.Tables;

namespace Hebb.Cli.Tests.Commands;

public sealed class StreamTrainingTests
{
    private static string Gauss(Tool tool, int rows)
    {
        Table table = SyntheticTables.Gauss(rows, 0.1, 7);
        CsvWriter.Write(table.Take([.. Enumerable.Range(0, rows).Select(row => row % 2 == 0 ? row / 2 : (rows / 2) + (row / 2))]), tool.At("g.csv"));
        return tool.At("g.csv");
    }

    [Fact]
    public void A_file_can_be_streamed_and_gives_a_folder_like_any_other()
    {
        using Tool tool = new();
        Answer answer = Tool.Run("train", Gauss(tool, 2000), "--target", "label", "--stream", "--epochs", "2", "--json", "--output", tool.At("m"));
        using JsonDocument json = JsonDocument.Parse(answer.Succeeded);
        Assert.Equal(2000, json.RootElement.GetProperty("rows").GetInt32());
        Assert.True(json.RootElement.GetProperty("metrics").GetProperty("accuracy").GetDouble() > 0.9);
        Assert.Contains("shuffled in groups of 65536 training rows", answer.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Success, Tool.Run("evaluate", tool.At("m"), tool.At("g.csv")).Code);
    }

    [Fact]
    public void An_ensemble_can_be_streamed()
    {
        using Tool tool = new();
        Answer answer = Tool.Run(
            "train", Gauss(tool, 2000), "--target", "label", "--stream", "--recipe", "best", "--members", "2", "--layers", "16", "--epochs", "2", "--output",
            tool.At("m"));
        Assert.Contains("network: 2 × ", answer.Succeeded, StringComparison.Ordinal);
        Assert.Contains("shuffled in groups of 65536 training rows", answer.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Success, Tool.Run("evaluate", tool.At("m"), tool.At("g.csv")).Code);
    }

    [Fact]
    public void What_is_piped_in_is_learned_until_it_ends()
    {
        using Tool tool = new();
        Answer answer = Tool.Run(File.ReadAllBytes(Gauss(tool, 3000)), "train", "-", "--target", "label", "--output", tool.At("m"));
        Assert.StartsWith("standard input: types, scales and categories come from the first 10000 rows;", answer.Succeeded, StringComparison.Ordinal);
        Assert.Matches(@"\d+ rows  loss ", answer.Error);
        Assert.Contains("The stream ended after", answer.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Success, Tool.Run("evaluate", tool.At("m"), tool.At("g.csv")).Code);
    }

    [Fact]
    public void An_empty_pipe_fails_and_leaves_no_folder()
    {
        using Tool tool = new();
        Answer answer = Tool.Run("train", "-", "--target", "label", "--output", tool.At("m"));
        Assert.Equal(ExitCode.Failure, answer.Code);
        Assert.Contains("The data are empty", answer.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(tool.Folder));
    }

    [Theory]
    [InlineData("--epochs", "2")]
    [InlineData("--patience", "2")]
    [InlineData("--validation-split", "0.1")]
    [InlineData("--log", "logs")]
    public void What_needs_epochs_is_wrong_usage_with_a_pipe(string option, string value)
    {
        Answer answer = Tool.Run("train", "-", "--target", "label", option, value);
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Contains($"leave {option} out", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_json_lines_is_learned_like_csv()
    {
        using Tool tool = new();
        string path = tool.Write(
            "g.jsonl", string.Concat(Enumerable.Range(0, 200).Select(row => $$"""{"x": {{row % 10}}.5, "y": "{{(row % 10 < 5 ? "low" : "high")}}"}""" + "\n")));
        Assert.Contains(
            "200 rows, 2 columns (JSON lines)",
            Tool.Run("train", path, "--target", "y", "--epochs", "2", "--output", tool.At("m")).Succeeded,
            StringComparison.Ordinal);
        Assert.Equal(201, Tool.Run("predict", tool.At("m"), path).Succeeded.TrimEnd().Split('\n').Length);
    }

    /// <summary>A score needs a class; numbers and many classes are predicted, from a file of the same kind.</summary>
    [Theory]
    [InlineData("i % 2", "score m --threshold 0.5 --input ROWS.jsonl")]
    [InlineData("i % 3", "predict m DATA.jsonl")]
    [InlineData("i * 2.5", "predict m DATA.jsonl")]
    public void The_next_command_fits_to_what_is_predicted(string target, string next)
    {
        using Tool tool = new();
        string path = tool.Write("r.jsonl", string.Concat(Enumerable.Range(0, 200).Select(i => string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"x\": {i % 17}.5, \"y\": {(target == "i % 2" ? $"\"{"ab"[i % 2]}\"" : target == "i % 3" ? $"\"{"abc"[i % 3]}\"" : $"{i % 17 * 2.5}")}}}\n"))));
        string said = Tool.Run("train", path, "--target", "y", "--stream", "--epochs", "1", "--output", tool.At("m")).Succeeded;
        Assert.EndsWith($"Next: hebb {next.Replace(" m ", $" {tool.At("m")} ", StringComparison.Ordinal)}\n", said, StringComparison.Ordinal);
        Assert.Contains("Finished 1 epoch; the best was epoch 1.", said, StringComparison.Ordinal);
    }
}

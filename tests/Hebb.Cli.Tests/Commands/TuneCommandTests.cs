using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Hebb.Cli.Tests;

public sealed class TuneCommandTests
{
    [Fact]
    public void The_best_network_is_saved_beside_its_trials()
    {
        using Tool tool = new();
        string output = tool.At("best");
        Answer answer = Tool.Run("tune", Small(tool), "--target", "y", "--trials", "3", "--seed", "2", "--output", output);
        Assert.Contains("3 trials by log_loss (lower is better), best first:", answer.Succeeded, StringComparison.Ordinal);
        Assert.Contains("validation rows, by which the best was chosen", answer.Output, StringComparison.Ordinal);
        Assert.Contains("held-out rows, used for nothing else", answer.Output, StringComparison.Ordinal);
        Assert.Equal(3, answer.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.StartsWith("1/3  trial 1: ", answer.Error, StringComparison.Ordinal);
        Assert.Equal(4, File.ReadAllLines(Path.Combine(output + "-trials", "trials.jsonl")).Length);
        Assert.Equal(["history.csv", "model.keras", "pipeline.json", "report.html"], Directory.GetFiles(output).Select(Path.GetFileName).Order());
        Assert.Equal(ExitCode.Success, Tool.Run("evaluate", output, tool.At("small.csv")).Code);
        Assert.Equal([output, output + "-trials"], Directory.GetDirectories(tool.Folder).Order());
    }

    [Fact]
    public void Json_is_one_object_on_the_first_stream()
    {
        using Tool tool = new();
        Answer answer = Tool.Run(
            "tune", Small(tool), "--target", "y", "--trials", "2", "--method", "random", "--metric", "accuracy", "--folds", "2", "--output", tool.At("m"),
            "--json");
        using JsonDocument json = JsonDocument.Parse(answer.Succeeded);
        JsonElement root = json.RootElement;
        Assert.Equal(
            ("binary", "accuracy", 2, 0, false),
            (root.GetProperty("task").GetString(), root.GetProperty("objective").GetString(), root.GetProperty("trials").GetInt32(),
                root.GetProperty("failed").GetInt32(), root.GetProperty("cancelled").GetBoolean()));
        Assert.True(root.GetProperty("value").GetDouble() >= root.GetProperty("defaults_value").GetDouble());
        Assert.InRange(root.GetProperty("metrics").GetProperty("accuracy").GetDouble(), 0, 1);
        Assert.Equal(tool.At("m"), root.GetProperty("output").GetString());
    }

    [Fact]
    public void Stopping_keeps_the_trials_and_resume_goes_on()
    {
        using Tool tool = new();
        string data = Small(tool);
        Answer stopped = Tool.Run(new CancellationToken(canceled: true), "tune", data, "--target", "y", "--trials", "2", "--output", tool.At("m"));
        Assert.Equal(ExitCode.Cancelled, stopped.Code);
        Assert.Contains("resume with --resume", stopped.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(tool.At("m")));
        Answer again = Tool.Run("tune", data, "--target", "y", "--trials", "2", "--output", tool.At("m"));
        Assert.Equal(ExitCode.Failure, again.Code);
        Assert.Contains("Resume it with --resume", again.Error, StringComparison.Ordinal);
        string first = Tool.Run("tune", data, "--target", "y", "--trials", "2", "--output", tool.At("m"), "--resume").Succeeded;
        Assert.Equal(first, Tool.Run("tune", data, "--target", "y", "--trials", "2", "--output", tool.At("m"), "--resume").Succeeded);
        Assert.Contains(
            "3 trials", Tool.Run("tune", data, "--target", "y", "--trials", "3", "--output", tool.At("m"), "--resume").Succeeded, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void A_killed_search_resumes_to_the_table_of_an_uninterrupted_one()
    {
        using Tool tool = new();
        string data = Small(tool);
        string whole = Tool.Run("tune", data, "--target", "y", "--trials", "6", "--output", tool.At("whole")).Succeeded;
        using (Process process = Process.Start(new ProcessStartInfo(
            "dotnet", [Tool.Program, "tune", data, "--target", "y", "--trials", "6", "--output", tool.At("killed")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!)
        {
            Assert.StartsWith("1/6", process.StandardError.ReadLine(), StringComparison.Ordinal);
            Assert.StartsWith("2/6", process.StandardError.ReadLine(), StringComparison.Ordinal);
            process.Kill(); // SIGKILL: nothing is tidied up
            process.WaitForExit();
        }

        int kept = File.ReadAllLines(Path.Combine(tool.At("killed-trials"), "trials.jsonl")).Length - 1;
        Assert.InRange(kept, 2, 6);
        Answer resumed = Tool.Run("tune", data, "--target", "y", "--trials", "6", "--output", tool.At("killed"), "--resume");
        Assert.Equal(whole.Replace("whole", "killed", StringComparison.Ordinal), resumed.Succeeded);
        Assert.Equal(File.ReadAllBytes(Path.Combine(tool.At("whole"), "pipeline.json")), File.ReadAllBytes(Path.Combine(tool.At("killed"), "pipeline.json")));
        Assert.Equal(Tool.Run("predict", tool.At("whole"), data).Succeeded, Tool.Run("predict", tool.At("killed"), data).Succeeded);
    }

    [Theory]
    [InlineData(ExitCode.Failure, "Did you mean 'accuracy'", "--metric", "acuracy")]
    [InlineData(ExitCode.Failure, "There is no column 'z'", "--target", "z")]
    [InlineData(ExitCode.Failure, "no folder", "--resume")]
    [InlineData(ExitCode.Usage, "--method is 'foo'. Expected one of bayesian, random, grid, hyperband.", "--method", "foo")]
    [InlineData(ExitCode.Usage, "whole number of at least 1", "--trials", "0")]
    [InlineData(ExitCode.Usage, "whole number of at least 1", "--folds", "x")]
    public void What_cannot_be_is_refused_and_leaves_nothing(int code, string because, params string[] args)
    {
        using Tool tool = new();
        string[] target = args.Contains("--target") ? [] : ["--target", "y"];
        Answer answer = Tool.Run(["tune", Small(tool), .. target, "--output", tool.At("m"), .. args]);
        Assert.Equal(code, answer.Code);
        Assert.Contains(because, answer.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(tool.Folder));
    }

    [Fact]
    public void Another_table_does_not_go_on_with_these_trials()
    {
        using Tool tool = new();
        Tool.Run("tune", Small(tool), "--target", "y", "--trials", "1", "--output", tool.At("m"));
        Answer other = Tool.Run("tune", Small(tool, rows: 90), "--target", "y", "--trials", "1", "--output", tool.At("m"), "--resume");
        Assert.Equal(ExitCode.Failure, other.Code);
        Assert.Contains("written by another search", other.Error, StringComparison.Ordinal);
    }

    /// <summary>Yes inside of a circle.</summary>
    private static string Small(Tool tool, int rows = 80) => tool.Write("small.csv", "a,b,y\n" + string.Concat(Enumerable.Range(0, rows).Select(row =>
    {
        double a = (row * 0.618034 % 1) - 0.5, b = (row * 0.754878 % 1) - 0.5;
        return string.Create(CultureInfo.InvariantCulture, $"{a:F4},{b:F4},{((a * a) + (b * b) < 0.15 ? "yes" : "no")}\n");
    })));
}

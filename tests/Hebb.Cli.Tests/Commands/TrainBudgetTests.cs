using System.Text.Json;

namespace Hebb.Cli.Tests.Commands;

/// <summary>How long a training on a table may take: <c>--quick</c> and <c>--budget</c>.</summary>
public sealed class TrainBudgetTests
{
    private static readonly string[] s_small = ["--layers", "4", "--learning-rate", "0.01", "--dropout", "0", "--epochs", "2"];

    /// <summary>L2 alone is left to search, so three networks are trained, however fast the machine is.</summary>
    [Fact]
    public void A_budget_tells_which_network_is_trained_and_which_is_best()
    {
        using Tool tool = new();
        Answer answer = Tool.Run(
            ["train", Data(tool), "--target", "y", "--recipe", "simple", "--budget", "2h30m", .. s_small, "--json", "--output", tool.At("m")]);
        Assert.Equal(ExitCode.Success, answer.Code);
        Assert.Contains("time: 2 h 30 min for everything", answer.Error, StringComparison.Ordinal);
        Assert.Contains("network 1  epoch 1/2", answer.Error, StringComparison.Ordinal);
        Assert.Matches(@"network 3 \(best: [12], log_loss 0\.\d+\)  epoch 2/2 .* at most \d+ s left", answer.Error);
        Assert.Matches(@"Trained 3 networks within 2 h 30 min\. .*lowest log_loss", answer.Error);
        using JsonDocument json = JsonDocument.Parse(answer.Output);
        JsonElement[] tries = [.. json.RootElement.GetProperty("tries").EnumerateArray()];
        Assert.Equal(["the recipe", "L2 penalty 0.001", "L2 penalty 0.04"], tries.Select(one => one.GetProperty("settings").GetString()));
        Assert.Single(tries, one => one.GetProperty("best").GetBoolean());
        Assert.Equal(["data.csv", "m"], Directory.EnumerateFileSystemEntries(tool.At("")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_budget_that_is_too_short_is_no_error()
    {
        using Tool tool = new();
        string said = Tool.Run(
            "train", Data(tool), "--target", "y", "--recipe", "best", "--members", "2", "--budget", "0.001s", "--output", tool.At("m")).Succeeded;
        Assert.Contains("ended the training of the first network after 1 epoch", said, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(tool.At("m"), "report.html")));
    }

    [Theory]
    [InlineData("--budget is '10'. Expected a time such as 90s, 10m or 2h30m.", "--budget", "10")]
    [InlineData("--budget is a time for many trainings, of which none is continued: leave --resume out.", "--budget", "10m", "--resume")]
    [InlineData("these are streamed: leave --budget out.", "--budget", "10m", "--stream")]
    [InlineData("leave one of them out.", "--budget", "10m", "--quick", "--recipe", "best")]
    [InlineData("--recipe simple is quick by itself: add --recipe best, or leave --quick out.", "--quick", "--recipe", "simple")]
    public void What_contradicts_a_time_is_refused(string expected, params string[] options)
    {
        using Tool tool = new();
        Answer answer = Tool.Run(["train", Data(tool), "--target", "y", .. options, "--output", tool.At("m")]);
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Contains(expected, answer.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(tool.At("m")));
    }

    private static string Data(Tool tool)
    {
        int[] x = [.. Enumerable.Range(0, 80).Select(row => row * 37 % 80)];
        return tool.Write("data.csv", "x,z,y\n" + string.Concat(x.Select((value, row) => $"0.{value:00},{row % 7}.5,{(value > 40 ? "yes" : "no")}\n")));
    }
}

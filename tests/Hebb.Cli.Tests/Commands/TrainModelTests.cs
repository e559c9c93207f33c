using System.Globalization;
using System.Text.Json.Nodes;

namespace Hebb.Cli.Tests.Commands;

/// <summary>Which model of a table is trained: <c>--model network|trees|linear|auto</c>.</summary>
public sealed class TrainModelTests : IDisposable
{
    private readonly Tool _tool = new();

    [Fact]
    public void Trees_are_trained_and_used_like_a_network()
    {
        string data = Steps(), model = _tool.At("m");
        string said = Tool.Run("train", data, "--target", "y", "--model", "trees", "--output", model).Succeeded;
        Assert.Contains("of which each booster leaves out other ones for validation (cross-fitting)", said, StringComparison.Ordinal);
        Assert.Matches(@"model: boosted trees, 5 boosters .* trees of at most \d+ leaves", said);
        Assert.Matches(@"held-out rows +trees +logistic +majority", said);
        Assert.Contains($"Saved {model} (trees.safetensors, pipeline.json, history.csv, report.html)", said, StringComparison.Ordinal);
        Assert.Equal(
            ["history.csv", "pipeline.json", "report.html", "trees.safetensors"], Directory.EnumerateFiles(model).Select(Path.GetFileName).Order());
        string[] rows = Tool.Run("predict", model, data).Succeeded.TrimEnd().Split('\n');
        Assert.Equal(301, rows.Length);
        Assert.Equal("prediction,probability_even,probability_odd", rows[0]);
        Assert.StartsWith($"{rows[1].Split(',')[0]}  ", Tool.Run("predict", model, "--row", First(data)).Succeeded, StringComparison.Ordinal);
        string judged = Tool.Run("evaluate", Path.Combine(model, "trees.safetensors"), data, "--threshold", "0.4").Succeeded;
        Assert.Contains("300 rows", judged, StringComparison.Ordinal);
        Assert.True((double)JsonNode.Parse(Tool.Run("evaluate", model, data, "--json").Succeeded)!["metrics"]!["accuracy"]! > 0.8);
        string[] scored = Tool.Run("score", model, "--threshold", "0.5", "--input", data).Succeeded.TrimEnd().Split('\n');
        Assert.Equal(rows.Skip(1).Select(row => Probability(row, 2)), scored.Skip(1).Select(row => Probability(row, 6)));
        _ = Tool.Run("evaluate", model, data, "--report", _tool.At("page.html")).Succeeded;
        Assert.Contains("What the trees look at", File.ReadAllText(_tool.At("page.html")), StringComparison.Ordinal);
        foreach (string[] command in (string[][])[["explain", model, "--row", First(data)], ["inspect", model]])
        {
            Answer refused = Tool.Run(command);
            Assert.Equal(ExitCode.Usage, refused.Code);
            Assert.Contains("boosted trees", refused.Error, StringComparison.Ordinal);
        }
    }

    /// <summary>What is recommended is the command that was given, without what only a network has.</summary>
    [Fact]
    public void The_command_that_is_recommended_trains_the_better_model()
    {
        string data = Steps(), output = _tool.At("net 1");
        string said = Tool.Run(
            "train", data, "--target", "y", "--recipe", "simple", "--layers", "4", "--epochs", "2", "--drop", "more", "--seed", "3", "--output", output)
            .Succeeded;
        Assert.Contains(
            $"Prefer it (hebb train {data} --target y --drop more --seed 3 --model trees --output '{output}-trees'), or find more rows.",
            said.ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        string again = Tool.Run("train", data, "--target", "y", "--drop", "more", "--seed", "3", "--model", "trees", "--output", output + "-trees").Succeeded;
        Assert.Contains("The boosted-tree model was worth it", again, StringComparison.Ordinal);
    }

    [Fact]
    public void The_better_model_is_chosen_and_the_network_replaced()
    {
        string data = Steps();
        Answer answer = Tool.Run(
            "train", data, "--target", "y", "--model", "auto", "--recipe", "simple", "--layers", "4", "--epochs", "2", "--json", "--output", _tool.At("m"));
        JsonNode json = JsonNode.Parse(answer.Succeeded)!;
        Assert.Equal("trees", (string?)json["model"]);
        Assert.Equal((double)json["trees"]!["log_loss"]!, (double)json["metrics"]!["log_loss"]!);
        Assert.True((double)json["choice"]!["trees"]! < (double)json["choice"]!["network"]!);
        Assert.Contains("Chosen: trees, by the log_loss on validation rows that no model has learned from", answer.Error, StringComparison.Ordinal);
        Assert.Equal(
            ["history.csv", "pipeline.json", "report.html", "trees.safetensors"], Directory.EnumerateFiles(_tool.At("m")).Select(Path.GetFileName).Order());
        Assert.False(Directory.Exists(_tool.At("m-2")));
    }

    [Fact]
    public void A_signal_while_trees_grow_keeps_the_network()
    {
        using CancellationTokenSource stop = new();
        AfterTraining.Begun = part => { if (part == "The comparison with boosted trees") { stop.Cancel(); } };
        Answer answer = Tool.Run(
            stop.Token, "train", Steps(), "--target", "y", "--recipe", "simple", "--layers", "4", "--epochs", "2", "--output", _tool.At("m"));
        AfterTraining.Begun = null;
        Assert.Matches(@"held-out rows +network +majority", answer.Succeeded);
        Assert.True(File.Exists(_tool.At("m/model.keras")));
    }

    [Fact]
    public void A_linear_model_is_trained_and_used()
    {
        string data = Steps();
        string said = Tool.Run("train", data, "--target", "y", "--model", "linear", "--output", _tool.At("m")).Succeeded;
        Assert.Matches(@"held-out rows +logistic +trees +majority", said);
        Assert.Contains("no hidden layers", said, StringComparison.Ordinal);
        Assert.True(File.Exists(_tool.At("m/model.keras")));
        _ = Tool.Run("predict", _tool.At("m"), data).Succeeded;
        Assert.StartsWith("Row\n  x = ", Tool.Run("explain", _tool.At("m"), "--row", First(data)).Succeeded.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--epochs is about a network, which --model trees is not: leave it out.", "--model", "trees", "--epochs", "3")]
    [InlineData("--recipe is about a network", "--model", "linear", "--recipe", "best")]
    [InlineData("--members is about a network", "--model", "trees", "--members", "3")]
    [InlineData("--optimizer is about a network", "--model", "linear", "--optimizer", "sgd")]
    [InlineData("--dropout is about a network", "--model", "trees", "--dropout", "0.1")]
    [InlineData("--model trees has no epochs that could be followed or resumed: leave --resume out.", "--model", "trees", "--resume")]
    [InlineData("--model linear has no epochs that could be followed or resumed: leave --log out.", "--model", "linear", "--log", "curves")]
    [InlineData("trees and linear models are trained in memory: leave --model out, or --stream.", "--model", "auto", "--stream")]
    [InlineData("--model is 'tree'. Did you mean 'trees'? Expected network or trees or linear or auto for tables.", "--model", "tree")]
    public void What_does_not_go_together_is_refused_with_the_reason(string reason, params string[] options)
    {
        Answer answer = Tool.Run(["train", Steps(), "--target", "y", .. options, "--output", _tool.At("m")]);
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Contains(reason, answer.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_tool.At("m")));
    }

    public void Dispose() => _tool.Dispose();

    private static double Probability(string row, int at) => double.Parse(row.Split(',')[at], CultureInfo.InvariantCulture);

    private static string First(string data)
    {
        string[] lines = File.ReadAllLines(data);
        return string.Join(',', lines[0].Split(',').Zip(lines[1].Split(','), (name, value) => $"{name}={value}").Take(3));
    }

    /// <summary>A word and on which of many steps a number stands decide together.</summary>
    private string Steps() => _tool.Write("steps.csv", "x,word,more,y\n" + string.Concat(Enumerable.Range(0, 300).Select(row =>
    {
        double x = row * 0.6180339887 % 1 * 8;
        string word = row * 7 % 3 == 0 ? "up" : "down";
        return string.Create(CultureInfo.InvariantCulture, $"{x:F3},{word},{row * 31 % 17},{(((int)x + (word == "up" ? 1 : 0)) % 2 == 0 ? "even" : "odd")}\n");
    })));
}

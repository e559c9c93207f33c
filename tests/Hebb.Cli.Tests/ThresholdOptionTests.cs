using System.Globalization;
using System.Text.Json.Nodes;

namespace Hebb.Cli.Tests;

/// <summary>A threshold changes answers and what is counted of them, never a probability.</summary>
public sealed class ThresholdOptionTests(TrainedCustomers customers) : IClassFixture<TrainedCustomers>
{
    [Theory]
    [InlineData("0.3")]
    [InlineData("0.62147033")] // that of a row, which is answered "yes" as it is written
    [InlineData("recommended")]
    public void Answers_and_figures_belong_to_it(string threshold)
    {
        double number = threshold == "recommended" ? Recommended : double.Parse(threshold, CultureInfo.InvariantCulture);
        string[][] usual = Rows("predict", customers.Model, Tool.Customers), rows = Rows("predict", customers.Model, Tool.Customers, "--threshold", threshold);
        Assert.Equal(usual.Select(row => row[2]), rows.Select(row => row[2]));
        Assert.Equal(rows.Select(row => float.Parse(row[2], CultureInfo.InvariantCulture) >= (float)number ? "yes" : "no"), rows.Select(row => row[0]));

        string[] truth = [.. File.ReadLines(Tool.Customers).Skip(1).Select(line => line.Split(',')[^1])];
        double hits = Count("yes", "yes"), alarms = Count("no", "yes"), misses = Count("yes", "no");
        JsonNode json = JsonNode.Parse(Tool.Run("evaluate", customers.Model, Tool.Customers, "--json", "--threshold", threshold).Succeeded)!;
        Assert.Equal(number, (double)json["threshold"]!);
        Assert.Equal(1 - ((alarms + misses) / truth.Length), (double)json["metrics"]!["accuracy"]!, 12);
        Assert.Equal(2 * hits / ((2 * hits) + alarms + misses), (double)json["metrics"]!["f1"]!, 12);
        JsonNode plain = JsonNode.Parse(Tool.Run("evaluate", customers.Model, Tool.Customers, "--json").Succeeded)!;
        Assert.Equal((double)plain["metrics"]!["log_loss"]!, (double)json["metrics"]!["log_loss"]!);
        Assert.Equal((double)plain["metrics"]!["roc_auc"]!, (double)json["metrics"]!["roc_auc"]!);

        int Count(string is_, string answered) => truth.Zip(rows, (t, row) => t == is_ && row[0] == answered).Count(hit => hit);
    }

    [Fact]
    public void What_is_used_is_said()
    {
        string said = string.Create(CultureInfo.InvariantCulture, $"Decision threshold: {Recommended:G4} ('yes' at or above it)");
        Assert.StartsWith(said, Tool.Run("evaluate", customers.Model, Tool.Customers, "--threshold", "recommended").Succeeded, StringComparison.Ordinal);
        Assert.Contains(said, Tool.Run("predict", customers.Model, Tool.Customers, "--threshold", "recommended").Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Threshold", Tool.Run("evaluate", customers.Model, Tool.Customers).Succeeded, StringComparison.Ordinal);
        string report = File.ReadAllText(Path.Combine(customers.Model, "report.html"));
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"Recommended: {Recommended:G4}, "), report, StringComparison.Ordinal);
        Assert.Contains("The model uses 0.5; --threshold recommended changes that.", report, StringComparison.Ordinal);
    }

    /// <summary>A threshold that somebody has written into the model's file is used without being asked for.</summary>
    [Fact]
    public void The_threshold_of_a_model_is_its_own()
    {
        string copy = customers.At("own");
        Directory.CreateDirectory(copy);
        foreach (string file in Directory.GetFiles(customers.Model)) { File.Copy(file, Path.Combine(copy, Path.GetFileName(file)), overwrite: true); }
        string pipeline = Path.Combine(copy, "pipeline.json"), text = File.ReadAllText(pipeline);
        File.WriteAllText(pipeline, With("0.25"));
        Answer own = Tool.Run("predict", copy, Tool.Customers);
        Assert.Equal(Tool.Run("predict", customers.Model, Tool.Customers, "--threshold", "0.25").Succeeded, own.Succeeded);
        Assert.Contains("Decision threshold: 0.25 ('yes' at or above it)", own.Error, StringComparison.Ordinal);
        Assert.Contains(
            "Alerts: rows whose probability of 'yes' is at least 0.25.", Tool.Run("score", copy, "--input", Tool.Customers).Error, StringComparison.Ordinal);
        Assert.Equal(Tool.Run("predict", customers.Model, Tool.Customers).Succeeded, Tool.Run("predict", copy, Tool.Customers, "--threshold", "0.5").Succeeded);
        foreach (string wrong in (string[])["1.5", "0", "\"x\""])
        {
            File.WriteAllText(pipeline, With(wrong));
            Answer answer = Tool.Run("predict", copy, Tool.Customers);
            Assert.Equal(ExitCode.Failure, answer.Code);
            Assert.Contains("'threshold' is", answer.Error, StringComparison.Ordinal);
            Assert.Contains("Expected a file written by 'hebb train'", answer.Error, StringComparison.Ordinal);
        }

        string With(string threshold) =>
            text.Replace("\"recommended_threshold\":", $"\"threshold\": {threshold},\n    \"recommended_threshold\":", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("0")]
    [InlineData("-0.1")]
    [InlineData("half")]
    [InlineData("NaN")]
    public void What_is_no_probability_is_refused(string threshold)
    {
        Answer answer = Tool.Run("predict", customers.Model, Tool.Customers, "--threshold", threshold);
        Assert.Equal((ExitCode.Usage, ""), (answer.Code, answer.Output));
        Assert.Contains($"--threshold is '{threshold}'. Expected a number above 0 and below 1, or recommended.", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_there_are_not_two_classes_there_is_none()
    {
        string numbers = customers.At("numbers.csv"), three = customers.At("three.csv"), model = customers.At("numbers"), classes = customers.At("three");
        File.WriteAllLines(numbers, Enumerable.Range(0, 60).Select(i => Invariant($"{i % 7},{i * 1.37}")).Prepend("a,y"));
        File.WriteAllLines(three, Enumerable.Range(0, 60).Select(i => Invariant($"{i % 7},{"pqr"[i % 3]}")).Prepend("a,y"));
        _ = Tool.Run("train", numbers, "--target", "y", "--epochs", "1", "--output", model).Succeeded;
        _ = Tool.Run("train", three, "--target", "y", "--epochs", "1", "--output", classes).Succeeded;
        foreach (string verb in (string[])["predict", "evaluate"])
        {
            Refused("--threshold is for two classes: 'y' is a number, so there is no threshold.", verb, model, numbers, "--threshold", "0.4");
            Refused("--threshold is for two classes: 'y' has 3 classes", verb, classes, three, "--threshold", "0.4");
        }

        Refused("Specify the score at or above which a row is an alert: --threshold X, a number like those of 'y'", "score", model, "--input", numbers);
        Assert.Equal(ExitCode.Success, Tool.Run("score", model, "--input", numbers, "--threshold", "40").Code);
        Refused("Expected a probability from 0 to 1", "score", customers.Model, "--input", Tool.Customers, "--threshold", "40");
        Refused("--threshold means nothing for arrays", "predict", model, "x.npy", "--threshold", "0.4", "--output", customers.At("y.npy"));

        static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
    }

    private double Recommended =>
        (double)JsonNode.Parse(File.ReadAllText(Path.Combine(customers.Model, "pipeline.json")))!["target"]!["recommended_threshold"]!;

    private static string[][] Rows(params string[] args) => [.. Tool.Run(args).Succeeded.TrimEnd().Split('\n').Skip(1).Select(line => line.Split(','))];

    private static void Refused(string expected, params string[] args)
    {
        Answer answer = Tool.Run(args);
        Assert.Equal((ExitCode.Usage, ""), (answer.Code, answer.Output));
        Assert.Contains(expected, answer.Error, StringComparison.Ordinal);
    }
}

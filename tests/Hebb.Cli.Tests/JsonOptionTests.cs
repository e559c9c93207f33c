using System.Text.Json.Nodes;

namespace Hebb.Cli.Tests;

/// <summary>Every verb that has a result gives it as one JSON object, alone on the first stream.</summary>
public sealed class JsonOptionTests(TrainedCustomers customers) : IClassFixture<TrainedCustomers>
{
    [Theory]
    [InlineData("train")]
    [InlineData("evaluate")]
    [InlineData("predict")]
    [InlineData("inspect")]
    [InlineData("tune")]
    [InlineData("tune lr")]
    [InlineData("score")]
    [InlineData("data make")]
    [InlineData("data download")]
    [InlineData("explain")]
    [InlineData("explain example")]
    public void Every_verb_has_it(string verb) =>
        Assert.Contains("--json ", Tool.Run([.. verb.Split(' '), "--help"]).Succeeded, StringComparison.Ordinal);

    [Fact]
    public void A_model_file_is_an_object_with_its_layers()
    {
        JsonObject json = Object("inspect", customers.Model, "--json");
        Assert.Equal(("keras", "Sequential", "Adam"), ((string?)json["format"], (string?)json["class_name"], (string?)json["optimizer"]));
        Assert.Equal(6, json["layers"]!.AsArray().Count);
        Assert.Equal("Dense", (string?)json["layers"]![1]!["class_name"]);
        Assert.Equal(new FileInfo(Path.Combine(customers.Model, "model.keras")).Length, (long?)json["bytes"]);
    }

    [Fact]
    public void Scoring_tells_its_counts_where_the_rows_go_to_a_file()
    {
        string path = customers.At("json-scores.csv");
        JsonObject json = Object("score", customers.Model, "--input", Tool.Customers, "--output", path, "--json", "--threshold", "0.6");
        int alerts = File.ReadLines(path).Count(line => line.EndsWith(",1", StringComparison.Ordinal));
        Assert.Equal((5000, alerts, 0, 0.6, path), ((int?)json["rows"], (int?)json["alerts"], (int?)json["skipped"], (double?)json["threshold"],
            (string?)json["output"]));
        Refused("the rows themselves go to the terminal", "score", customers.Model, "--input", Tool.Customers, "--json");
    }

    [Fact]
    public void Predictions_are_the_rows_of_the_table_or_where_they_were_written()
    {
        string[] lines = Tool.Run("predict", customers.Model, Tool.Customers, "--keep", "CustomerId").Succeeded.TrimEnd().Split('\n');
        JsonObject json = Object("predict", customers.Model, Tool.Customers, "--keep", "CustomerId", "--json");
        Assert.Equal((5000, 0, 0.5), ((int?)json["rows"], (int?)json["skipped"], (double?)json["threshold"]));
        JsonNode third = json["predictions"]![2]!;
        Assert.Equal(
            lines[3], $"{third["CustomerId"]},{third["prediction"]},{third["probability_no"]!.ToJsonString()},{third["probability_yes"]!.ToJsonString()}");
        string path = customers.At("json.csv");
        json = Object("predict", customers.Model, Tool.Customers, "--keep", "CustomerId", "--json", "--output", path);
        Assert.Equal((path, false), ((string?)json["output"], json.ContainsKey("predictions")));
        Assert.Equal(lines, File.ReadAllLines(path));
        json = Object("predict", customers.Model, "--json", "--row",
            "Age=40,Country=France,Tenure=3,Contract=monthly,Products=1,MonthlyCharge=20,SupportCalls=2,Satisfaction=3,HasApp=no,DaysSinceLogin=4");
        Assert.Equal(["prediction", "probability_no", "probability_yes"], json["predictions"]!.AsArray().Single()!.AsObject().Select(pair => pair.Key));
    }

    [Fact]
    public void Made_data_and_worked_examples_are_objects_too()
    {
        string path = customers.At("rings.csv");
        JsonObject json = Object("data", "make", "circle", "--rows", "7", "--output", path, "--json");
        Assert.Equal(("circle", 7, path), ((string?)json["name"], (int?)json["rows"], (string?)json["output"]));
        Refused("the table itself goes to the terminal", "data", "make", "circle", "--json");
        Assert.Equal(
            Tool.Run("explain", "example", "softmax", "--format", "json").Succeeded, Tool.Run("explain", "example", "softmax", "--json").Succeeded);
        Refused("contradict each other", "explain", "example", "softmax", "--json", "--format", "markdown");
    }

    private static JsonObject Object(params string[] args) => JsonNode.Parse(Tool.Run(args).Succeeded)!.AsObject();

    private static void Refused(string expected, params string[] args)
    {
        Answer answer = Tool.Run(args);
        Assert.Equal((ExitCode.Usage, ""), (answer.Code, answer.Output));
        Assert.Contains(expected, answer.Error, StringComparison.Ordinal);
    }
}

using System.Text.Json;

namespace Hebb.Cli.Tests.Commands;

public sealed class EvaluateCommandTests(TrainedCustomers customers) : IClassFixture<TrainedCustomers>
{
    [Fact]
    public void Evaluating_prints_a_table()
    {
        string said = Tool.Run("evaluate", customers.Model, Tool.Customers).Succeeded;
        Assert.Contains("5000 rows", said, StringComparison.Ordinal);
        Assert.Matches(@"accuracy +0\.\d{4}", said);
    }

    [Fact]
    public void Rows_can_be_piped_in() => Assert.Equal(
        Tool.Run("evaluate", customers.Model, Tool.Customers).Succeeded,
        Tool.Run(File.ReadAllBytes(Tool.Customers), "evaluate", customers.Model, "-").Succeeded);

    [Fact]
    public void Counts_and_curves_are_told_and_written()
    {
        string page = customers.At("page.html");
        string said = Tool.Run("evaluate", customers.Model, Tool.Customers, "--report", page).Succeeded;
        Assert.Contains("true \\ predicted", said, StringComparison.Ordinal);
        Assert.Contains("macro average", said, StringComparison.Ordinal);
        Assert.Matches(@"ROC AUC 0\.\d{4}, average precision 0\.\d{4}, Brier score 0\.\d{4}", said);
        Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText(page), StringComparison.Ordinal);
        using JsonDocument json = JsonDocument.Parse(Tool.Run("evaluate", customers.Model, Tool.Customers, "--json").Succeeded);
        Assert.Equal(5000, json.RootElement.GetProperty("confusion").EnumerateArray().Sum(row => row.EnumerateArray().Sum(cell => cell.GetInt32())));
        Assert.Equal(
            json.RootElement.GetProperty("metrics").GetProperty("roc_auc").GetDouble(),
            json.RootElement.GetProperty("curves").EnumerateObject().Single().Value.GetProperty("roc_auc").GetDouble());
    }

    [Fact]
    public void Accuracy_is_the_share_of_predictions_that_agree_with_the_file()
    {
        using JsonDocument json = JsonDocument.Parse(Tool.Run("evaluate", customers.Model, Tool.Customers, "--json").Succeeded);
        string[] predicted =
            [.. Tool.Run("predict", customers.Model, Tool.Customers).Succeeded.TrimEnd().Split('\n').Skip(1).Select(line => line.Split(',')[0])];
        string[] truth = [.. File.ReadAllLines(Tool.Customers).Skip(1).Select(line => line.Split(',')[^1])];
        double agreeing = predicted.Zip(truth, (p, t) => p == t ? 1.0 : 0).Average();
        Assert.Equal(agreeing, json.RootElement.GetProperty("metrics").GetProperty("accuracy").GetDouble(), 12);
    }

    [Fact]
    public void Rows_without_the_answer_column_cannot_be_judged()
    {
        string data = customers.At("unanswered.csv");
        File.WriteAllLines(data, File.ReadAllLines(Tool.Customers).Take(20).Select(line => line[..line.LastIndexOf(',')]));
        Answer answer = Tool.Run("evaluate", customers.Model, data);
        Assert.Equal(ExitCode.Failure, answer.Code);
        Assert.Contains("There is no column 'Churned'", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_model_is_named()
    {
        Answer answer = Tool.Run("evaluate", customers.At("none"), Tool.Customers);
        Assert.Equal(ExitCode.Failure, answer.Code);
        Assert.Contains("There is no folder", answer.Error, StringComparison.Ordinal);
    }
}

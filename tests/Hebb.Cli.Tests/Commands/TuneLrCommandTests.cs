using System.Globalization;
using System.Text.Json;

namespace Hebb.Cli.Tests.Commands;

public sealed class TuneLrCommandTests
{
    private static readonly string s_customers = Repository.PathOf("samples", "data", "customers.csv");

    [Fact]
    public void A_rate_is_suggested_below_where_the_loss_bursts()
    {
        using JsonDocument json = JsonDocument.Parse(Tool.Run("tune", "lr", s_customers, "--target", "Churned", "--json").Succeeded);
        double rate = json.RootElement.GetProperty("learning_rate").GetDouble(), burst = json.RootElement.GetProperty("divergence").GetDouble();
        Assert.InRange(rate, 1e-4, burst / 10);
        double[] rates = [.. json.RootElement.GetProperty("curve").EnumerateArray().Select(point => point.GetProperty("learning_rate").GetDouble())];
        Assert.Equal(1e-7, rates[0], 1e-12);
        Assert.Equal(rates.Order(), rates);
    }

    [Fact]
    public void The_answer_is_a_command_that_trains_with_it()
    {
        using Tool tool = new();
        string told = Tool.Run("tune", "lr", s_customers, "--target", "Churned", "--optimizer", "sgd", "--layers", "8", "--steps", "50").Succeeded;
        Assert.Contains("network: 8 × 75-8-1", told, StringComparison.Ordinal);
        string rate = told.TrimEnd().Split(' ')[^1];
        Assert.InRange(double.Parse(rate, CultureInfo.InvariantCulture), 1e-3, 10);
        Assert.Contains($"hebb train {s_customers} --target Churned --learning-rate {rate}", told, StringComparison.Ordinal);
        Assert.Equal(
            ExitCode.Success, Tool.Run("train", s_customers, "--target", "Churned", "--learning-rate", rate, "--epochs", "1", "--output", tool.At("m")).Code);
    }

    [Fact]
    public void Wrong_columns_and_steps_are_clear()
    {
        Answer target = Tool.Run("tune", "lr", s_customers, "--target", "Churnd");
        Assert.Equal(ExitCode.Failure, target.Code);
        Assert.Contains("Did you mean 'Churned'?", target.Error, StringComparison.Ordinal);
        Answer steps = Tool.Run("tune", "lr", s_customers, "--target", "Churned", "--steps", "2");
        Assert.Equal(ExitCode.Usage, steps.Code);
        Assert.Contains("--steps is 2", steps.Error, StringComparison.Ordinal);
    }
}

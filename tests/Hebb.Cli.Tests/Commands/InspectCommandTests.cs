namespace Hebb.Cli.Tests.Commands;

public sealed class InspectCommandTests(TrainedCustomers customers) : IClassFixture<TrainedCustomers>
{
    [Fact]
    public void Inspecting_lists_layers_and_counts_weights()
    {
        string said = Tool.Run("inspect", Path.Combine(customers.Model, "model.keras")).Succeeded;
        foreach (string expected in (string[])["dense", "dense_1", "dense_2", "Dropout", "Adam"])
        {
            Assert.Contains(expected, said, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Contains("(batch, 32)", said.Replace("None", "batch", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_stands_for_its_model() =>
        Assert.Equal(Tool.Run("inspect", Path.Combine(customers.Model, "model.keras")).Succeeded, Tool.Run("inspect", customers.Model).Succeeded);

    [Fact]
    public void What_is_no_model_is_refused()
    {
        Answer answer = Tool.Run("inspect", Tool.Customers);
        Assert.Equal(ExitCode.Failure, answer.Code);
        Assert.Contains("customers.csv", answer.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Failure, Tool.Run("inspect", customers.At("none.keras")).Code);
    }
}

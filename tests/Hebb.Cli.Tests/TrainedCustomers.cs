namespace Hebb.Cli.Tests;

/// <summary>A model of the customers, trained for two epochs, for tests that need any model.</summary>
public sealed class TrainedCustomers : IDisposable
{
    private readonly Tool _tool = new();

    public TrainedCustomers()
    {
        Model = _tool.At("model");
        Answer = Tool.Run("train", Tool.Customers, "--target", "Churned", "--recipe", "simple", "--epochs", "2", "--seed", "3", "--output", Model);
    }

    /// <summary>The folder of the model.</summary>
    public string Model { get; }

    /// <summary>A path for what a test writes.</summary>
    public string At(string name) => _tool.At(name);

    /// <summary>What the training said.</summary>
    internal Answer Answer { get; }

    public void Dispose() => _tool.Dispose();
}

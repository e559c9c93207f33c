using Hebb.Data.Csv;
using Hebb.Data.Synthetic;
using Hebb.Data.Tables;
using Hebb.Learning.Tables;

namespace Hebb.Learning.Tests.Streaming;

/// <summary>A model of customers, trained once, and the customers as a file.</summary>
public sealed class TrainedCustomers : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hebb-stream-").FullName;

    public TrainedCustomers()
    {
        Table = SyntheticTables.Customers(1500, 4);
        CsvPath = At("customers.csv");
        CsvWriter.Write(Table, CsvPath);
        Model = TableTrainer.Train(Table, "Churned", new() { Recipe = TableRecipe.Simple, Epochs = 2, Layers = [8] }).Trained;
    }

    /// <summary>The rows.</summary>
    public Table Table { get; }

    /// <summary>The rows as CSV.</summary>
    public string CsvPath { get; }

    /// <summary>The model.</summary>
    public TableModel Model { get; }

    /// <summary>A path for what a test writes.</summary>
    public string At(string name) => Path.Combine(_folder, name);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

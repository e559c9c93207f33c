using Hebb.Data.Synthetic;
using Hebb.Data.Tables;
using Hebb.Learning.Tables;
using Hebb.Tensors;

namespace Hebb.Benchmarks;

/// <summary>W8: a default network for a table predicts one row, given as names and values: pipeline, network and answer.</summary>
internal static class TableWorkloads
{
    private const int Rows = 500;

    /// <summary>Both recipes, on customers (numbers, categories, missing values) and on 60 numbers.</summary>
    public static IEnumerable<Measurement> OneRow(int threads)
    {
        foreach ((string name, Table table) in ((string, Table)[])[("customers", SyntheticTables.Customers(Rows, 1)), ("60 numbers", Numbers(60))])
        {
            foreach (TableRecipe recipe in (TableRecipe[])[TableRecipe.Best, TableRecipe.Simple])
            {
                string target = table.Columns[^1].Name;
                TableModel model = TableTrainer.Train(table, target, new() { Recipe = recipe, Epochs = 1 }).Trained;
                Dictionary<string, string?> row = model.Pipeline.ColumnNames.ToDictionary(column => column, column => table[column].TextAt(3));
                float[] features = model.Pipeline.Transform(row).Values, outputs = new float[1];
                string what = $"{recipe}, {name}".ToLowerInvariant();
                yield return Measurement.Of("W8", what, threads, () => model.Predict(row), repetitions: 15);
                yield return Measurement.Of("W8", $"{what}: network", threads, () => model.Model.Predict(features, outputs), repetitions: 15);
            }
        }
    }

    private static Table Numbers(int columns)
    {
        float[] values = Workloads.Random([Rows, columns + 1], 3).ToArray<float>();
        return new(Enumerable.Range(0, columns + 1).Select(column =>
            (Column)(column < columns
                ? new NumberColumn($"x{column}", [.. Enumerable.Range(0, Rows).Select(row => Math.Round(values[(row * (columns + 1)) + column], 4))])
                : new TextColumn("y", [.. Enumerable.Range(0, Rows).Select(row => values[row * (columns + 1)] > 0 ? "yes" : "no")]))));
    }
}

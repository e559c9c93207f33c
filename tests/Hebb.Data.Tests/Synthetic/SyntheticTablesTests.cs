using Hebb.Data.Csv;
using Hebb.Data.Preprocessing;
using Hebb.Data.Synthetic;
using Hebb.Data.Tables;
using Hebb.Ops;

namespace Hebb.Data.Tests.Synthetic;

public sealed class SyntheticTablesTests
{
    [Fact]
    public void The_shipped_file_is_what_the_generator_writes_byte_for_byte()
    {
        using var written = new MemoryStream();
        CsvWriter.Write(SyntheticTables.Customers(5000, seed: 1), written);
        byte[] shipped = File.ReadAllBytes(Repository.PathOf("samples", "data", "customers.csv"));
        Assert.True(shipped.AsSpan().SequenceEqual(written.ToArray()), "samples/data/customers.csv differs from SyntheticTables.Customers(5000, 1)");
        Assert.InRange(shipped.Length, 1, 500_000);
    }

    [Fact]
    public void Fewer_rows_are_the_first_of_more_and_seeds_differ()
    {
        Table few = SyntheticTables.Customers(50, 7);
        Assert.Equal(SyntheticTables.Customers(200, 7).Number("MonthlyCharge").Values[..50].ToArray(), few.Number("MonthlyCharge").Values.ToArray());
        Assert.NotEqual(SyntheticTables.Customers(50, 8).Number("Tenure").Values.ToArray(), few.Number("Tenure").Values.ToArray());
    }

    [Fact]
    public void The_best_possible_accuracy_is_the_documented_one()
    {
        // The best guess for a customer is right with probability max(p, 1 − p).
        var random = new SplitMix64(2);
        double[] probabilities = new double[50_000];
        for (int i = 0; i < probabilities.Length; i++)
        {
            probabilities[i] = Customer.Draw(ref random).ChurnProbability;
        }

        Assert.InRange(probabilities.Average(p => Math.Max(p, 1 - p)), 0.87, 0.89);
        Assert.InRange(probabilities.Average(), 0.30, 0.37);
    }

    [Fact]
    public void Values_are_missing_as_documented()
    {
        Table table = SyntheticTables.Customers(5000);
        Assert.InRange(table["Age"].MissingCount, 50, 150);
        Assert.InRange(table["MonthlyCharge"].MissingCount, 100, 200);
        Assert.InRange(table["Satisfaction"].MissingCount, 600, 900);
        Assert.Equal(table.Text("HasApp").Values.ToArray().Count(app => app == "no"), table["DaysSinceLogin"].MissingCount);
    }

    [Fact]
    public void The_schema_uses_all_columns_but_the_identifier()
    {
        Schema schema = Schema.Infer(SyntheticTables.Customers(1000), "Churned");
        Assert.Equal(LearningTask.Binary, schema.Task);
        Assert.Equal(["CustomerId"], schema.DroppedColumns.Select(column => column.Name));
        Assert.Equal(["HasApp"], schema.Columns.Where(column => column.Kind == ColumnKind.Boolean).Select(column => column.Name));
        Assert.Equal(["Country", "Contract"], schema.Columns.Where(column => column.Kind == ColumnKind.Category).Select(column => column.Name));
    }
}

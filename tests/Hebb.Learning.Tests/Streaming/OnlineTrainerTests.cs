using System.Text;
using Hebb.Data;
using Hebb.Data.Csv;
using Hebb.Data.Preprocessing;
using Hebb.Data.Rows;
using Hebb.Data.Synthetic;
using Hebb.Data.Tables;
using Hebb.Learning.Streaming;
using Hebb.Learning.Tables;

namespace Hebb.Learning.Tests.Streaming;

public sealed class EndlessTrainerTests
{
    private static byte[] Csv(Table table)
    {
        using var stream = new MemoryStream();
        CsvWriter.Write(table, stream);
        return stream.ToArray();
    }

    /// <summary>Both classes in turn, as a stream would bring them.</summary>
    private static Table Mixed(int rows)
    {
        Table table = SyntheticTables.Gauss(rows, 0.1, 7);
        return table.Take([.. Enumerable.Range(0, rows).Select(row => row % 2 == 0 ? row / 2 : (rows / 2) + (row / 2))]);
    }

    [Fact]
    public void A_stream_is_learned_row_by_row_and_judged_on_rows_held_out()
    {
        List<OnlineProgress> reports = [];
        OnlineResult trained = OnlineTrainer.Train(new SlowStream(Csv(Mixed(6000)), 5000), "label", firstRows: 1000, progress: reports.Add);
        int held = Enumerable.Range(0, 6000).Count(row => new RowSplit(0, 0.2, 0.2).Of(row) == SplitPart.Test);
        Assert.Equal((6000 - held, held, 0), (trained.Rows, trained.HeldOutRows, trained.SkippedRows));
        Assert.InRange(trained.Metrics["accuracy"], 0.97, 1);
        Assert.True(reports.Count >= 4 && reports[^1].Loss < reports[0].Loss);
        Assert.Equal(reports, trained.Reports);
    }

    /// <summary>Ranks and categories are those of the first rows; what comes later with other values is learned from all the same.</summary>
    [Fact]
    public void An_ensemble_learns_from_a_stream()
    {
        TableTrainerOptions options = new() { Recipe = TableRecipe.Best, Members = 2, Layers = [16], LearningRate = 0.01 };
        string later = string.Concat(Enumerable.Range(0, 200).Select(row => row % 2 == 0 ? "900,900,1\n" : "-900,-900,-1\n"));
        byte[] csv = [.. Csv(Mixed(3000)), .. Encoding.UTF8.GetBytes(later)];
        OnlineResult trained = OnlineTrainer.Train(new MemoryStream(csv), "label", options, firstRows: 1000);
        Assert.Equal(3200, trained.Rows + trained.HeldOutRows);
        Assert.InRange(trained.Metrics["accuracy"], 0.9, 1);
        Assert.True(trained.Trained.Pipeline.Layout.IsGrouped);
    }

    [Fact]
    public void Rows_that_cannot_be_learned_are_told_and_left_out()
    {
        string text =
            Encoding.UTF8.GetString(Csv(Mixed(600))) + "1,2,3,4\nfar,1,1\n0.5,0.5,\n1,1,7\n1e300,1,1\n" + string.Concat(Enumerable.Repeat("1.5,1.5,1\n", 100));
        List<SkippedRow> skipped = [];
        TableTrainerOptions simple = new() { Recipe = TableRecipe.Simple }; // ranks take any number
        OnlineResult trained = OnlineTrainer.Train(new MemoryStream(Encoding.UTF8.GetBytes(text)), "label", simple, firstRows: 600, skipped: skipped.Add);
        Assert.Equal(705, trained.Rows + trained.HeldOutRows + trained.SkippedRows);
        Assert.Equal([602, 603, 604, 605, 606], skipped.Select(row => row.Line).Order());
    }

    [Fact]
    public void Task_and_class_weights_are_those_asked_for()
    {
        byte[] csv = Csv(Mixed(2000));
        OnlineResult Train(TableTrainerOptions options) => OnlineTrainer.Train(new MemoryStream(csv), "label", options, firstRows: 500);
        Assert.Equal(LearningTask.Regression, Train(new() { Task = LearningTask.Regression }).Schema.Task);

        // A class that counts nothing is never learned: every answer is the other.
        Assert.Equal(0, Train(new() { ClassWeights = new Dictionary<string, double> { ["1"] = 0 } }).Metrics["recall"]);
        foreach (TableTrainerOptions refused in new TableTrainerOptions[] { new() { Epochs = 3 }, new() { Quick = true } })
        {
            Assert.Contains(
                "leave Epochs, Patience, Callbacks and Quick out", Assert.Throws<ArgumentException>(() => Train(refused)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_stopped_training_keeps_what_it_has_learned()
    {
        using CancellationTokenSource stop = new();
        OnlineResult trained =
            OnlineTrainer.Train(new MemoryStream(Csv(Mixed(6000))), "label", firstRows: 500, progress: _ => stop.Cancel(), cancellation: stop.Token);
        Assert.True(trained.WasCancelled);
        Assert.InRange(trained.Rows, 500, 5000);
    }

    [Fact]
    public void Too_few_rows_and_a_wrong_target_are_errors()
    {
        Assert.Contains(
            "after 20 rows",
            Assert.Throws<DataException>(() => OnlineTrainer.Train(new MemoryStream(Csv(Mixed(20))), "label")).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "Did you mean 'label'?",
            Assert.Throws<DataException>(() => OnlineTrainer.Train(new MemoryStream(Csv(Mixed(20))), "labels")).Message,
            StringComparison.Ordinal);
    }
}

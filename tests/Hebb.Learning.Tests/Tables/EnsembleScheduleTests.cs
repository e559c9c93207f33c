using Hebb.Data.Tables;
using Hebb.Learning.Tables;

namespace Hebb.Learning.Tests.Tables;

public sealed class EnsembleScheduleTests
{
    [Fact]
    public void Many_rows_need_few_epochs()
    {
        EnsembleSchedule[] schedules = [.. ((int[])[10_001, 20_001, 64_000, 800_000, 100_000_000]).Select(rows => Usual(rows))];
        Assert.Null(Usual(10_000).RiseShare);
        Assert.All(schedules, one => Assert.True(one is { RiseShare: not null, Patience: null }));
        Assert.Equal([60, 60, 23, 12, 4], schedules.Select(one => one.Epochs));
        Assert.All((int[])[10, 900, 5_000, 64_000, 800_000], rows => Assert.InRange(Quick(rows).Epochs, 1, Usual(rows).Epochs / 4.0));

        static EnsembleSchedule Usual(int rows) => EnsembleSchedule.For(rows, isNumber: false, isQuick: false);
        static EnsembleSchedule Quick(int rows) => EnsembleSchedule.For(rows, isNumber: false, isQuick: true);
    }

    /// <summary>The rate rises from a small one to the highest, and ends at about 0 with the last step.</summary>
    [Fact]
    public void The_rate_ends_at_about_0()
    {
        TablePlan plan = TableTrainer.Prepare(Rows(), "y", new() { Recipe = TableRecipe.Best, Quick = true, LearningRate = 0.01, Epochs = 10, BatchSize = 30 });
        EnsembleTableNetwork network = (EnsembleTableNetwork)plan.Network;
        long steps = 10 * ((plan.LearnedRows.Length + 29) / 30);
        Assert.InRange(network.Schedule!.At(0), 1e-6, 0.002);
        Assert.Equal(0.01, Enumerable.Range(0, (int)steps).Max(step => network.Schedule.At(step)), 1e-6);
        Assert.InRange(network.Schedule.At(steps - 1), 0, 1e-5);
        Assert.Equal((10, 10), (plan.Epochs, plan.Patience));
        Assert.Contains("rising to 0.01 and falling to 0", string.Join('\n', plan.Decisions), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void Quick_learns_in_few_epochs_and_says_so()
    {
        TrainedTable trained = TableTrainer.Train(Rows(), "y", new() { Recipe = TableRecipe.Best, Quick = true });
        Assert.InRange(trained.History.Epochs.Count, 1, 30);
        Assert.True(trained.Metrics["roc_auc"] > 0.9, $"roc_auc {trained.Metrics["roc_auc"]}");
        Assert.Contains("quick:", string.Join('\n', trained.Decisions), StringComparison.Ordinal);
    }

    [Fact]
    public void One_network_is_quick_by_itself() =>
        Assert.Throws<ArgumentException>(() => TableTrainer.Prepare(Rows(), "y", new() { Recipe = TableRecipe.Simple, Quick = true }));

    private static Table Rows() => new(
        new NumberColumn("x", [.. Enumerable.Range(0, 300).Select(row => row * 37 % 300 / 300.0)]),
        new TextColumn("y", [.. Enumerable.Range(0, 300).Select(row => row * 37 % 300 is > 100 and < 200 ? "in" : "out")]));
}

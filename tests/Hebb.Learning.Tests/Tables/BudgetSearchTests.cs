using Hebb.Data.Tables;
using Hebb.Learning.Tables;
using Hebb.Models;
using Hebb.Ops;

namespace Hebb.Learning.Tests.Tables;

/// <summary>A time budget. What has to happen does not depend on how fast the machine is.</summary>
public sealed class BudgetSearchTests
{
    private static readonly TimeSpan s_plenty = TimeSpan.FromHours(1);

    /// <summary>All but sigma and decay of the embeddings are given, so there are 3 × 3 networks.</summary>
    private static readonly TableTrainerOptions s_nine = new()
    {
        Recipe = TableRecipe.Best,
        Members = 2,
        Layers = [4],
        LearningRate = 0.01,
        Dropout = 0,
        Epochs = 2,
        Budget = s_plenty,
        Seed = 4,
    };

    /// <summary>With L2 alone to search there are three.</summary>
    private static readonly TableTrainerOptions s_three = new()
    {
        Recipe = TableRecipe.Simple,
        Layers = [4],
        LearningRate = 0.01,
        Dropout = 0,
        Epochs = 3,
        Budget = s_plenty,
    };

    [Fact]
    [Trait("Speed", "Slow")]
    public void The_best_of_all_networks_on_unseen_rows_is_kept()
    {
        TrainedTable trained = TableTrainer.Train(Rows(), "y", s_nine);
        Assert.Equal(9, trained.Tries.Count);
        Assert.Equal(9, trained.Tries.Select(one => one.Settings).Distinct().Count());
        Assert.Equal(Enumerable.Range(1, 9), trained.Tries.Select(one => one.Number));
        TableTry best = Assert.Single(trained.Tries, one => one.IsBest);
        Assert.Equal(trained.Tries.Min(one => one.Loss), best.Loss);
        Assert.All(trained.Tries, one => Assert.Equal((2, false), (one.Epochs, one.WasStopped)));
        Assert.False(trained.WasCancelled);
        Assert.Contains("Trained 9 networks within 1 h.", string.Join('\n', trained.Lines), StringComparison.Ordinal);

        // The same network by itself, without a search.
        TablePlan usual = TableTrainer.Prepare(Rows(), "y", s_nine);
        TableTrainerOptions options = TableTries.Of(usual).ElementAt(best.Number - 1).Options with { Budget = null };
        TrainedTable alone = TableTrainer.Train(Rows(), "y", options);
        Assert.Equal(alone.Metrics, trained.Metrics);
        Assert.Equal(alone.Trained.Predict(Rows()).Outputs, trained.Trained.Predict(Rows()).Outputs);
    }

    [Fact]
    public void The_simple_recipe_is_searched_by_validation_rows()
    {
        TrainedTable trained = TableTrainer.Train(Rows(), "y", s_three);
        Assert.Equal(["the recipe", "L2 penalty 0.001", "L2 penalty 0.04"], trained.Tries.Select(one => one.Settings));
        Table validation = trained.Plan.Table.Take(trained.Plan.Split.Validation);
        Assert.Equal(trained.Trained.Evaluate(validation)["log_loss"], trained.Tries.Min(one => one.Loss), 1e-6);
        Assert.NotNull(trained.Linear);
    }

    /// <summary>Numbers are judged by their own units.</summary>
    [Fact]
    public void Numbers_are_searched_by_rmse()
    {
        Table table = new(new NumberColumn("x", X(80)), new NumberColumn("y", [.. X(80).Select(x => 1000 * x * x)]));
        TrainedTable trained = TableTrainer.Train(table, "y", s_three);
        Table validation = trained.Plan.Table.Take(trained.Plan.Split.Validation);
        Assert.Equal(trained.Trained.Evaluate(validation)["rmse"], trained.Tries.Min(one => one.Loss), 1e-3);
    }

    /// <summary>A budget that is over at once: the first epoch is trained anyway, and there is a network.</summary>
    [Theory]
    [InlineData(TableRecipe.Best)]
    [InlineData(TableRecipe.Simple)]
    public void A_budget_that_is_too_short_leaves_one_epoch(TableRecipe recipe)
    {
        TrainedTable trained = TableTrainer.Train(Rows(), "y", new() { Recipe = recipe, Layers = [4], Budget = TimeSpan.FromTicks(1) });
        TableTry one = Assert.Single(trained.Tries);
        Assert.Equal((1, true, true), (one.Epochs, one.WasStopped, one.IsBest));
        Assert.Equal((1, 1), (trained.History.Epochs.Count, trained.BestEpoch));
        Assert.True(trained.HasLearned);
        Assert.False(trained.WasCancelled);
        Assert.NotNull(trained.Linear);
        Assert.Contains("ended the training of the first network after 1 epoch; the best weights so far are kept", trained.Outcome, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelling_keeps_the_best_so_far()
    {
        using CancellationTokenSource cancel = new();
        List<TrainingTry> seen = [];
        TrainedTable trained = TableTrainer.Train(Rows(), "y", s_three with { Progress = new Now(Stop) }, cancel.Token);
        Assert.Equal(2, trained.Tries.Count);
        Assert.True(trained.WasCancelled);
        Assert.True(trained.HasLearned);
        Assert.True(trained.ToJson()["cancelled"]!.GetValue<bool>());
        Assert.Equal(2, trained.ToJson()["tries"]!.AsArray().Count);
        Assert.Null(trained.Linear);
        TrainingTry last = seen[^1];
        Assert.Equal((2, 1, "log_loss"), (last.Number, last.Best, last.Measure));
        Assert.Equal(trained.Tries[0].Loss, last.BestValue);
        Assert.InRange(last.Left, TimeSpan.Zero, s_plenty);
        Assert.Equal((1, 0), (seen[0].Number, seen[0].Best));

        void Stop(TrainingProgress progress)
        {
            seen.Add(progress.Try!);
            if (progress is { Try.Number: 2, Completed: not null }) { cancel.Cancel(); }
        }
    }

    [Fact]
    public void Cancelling_before_anything_is_learned_leaves_nothing()
    {
        TrainedTable trained = TableTrainer.Train(Rows(), "y", s_three, new CancellationToken(canceled: true));
        Assert.False(trained.HasLearned);
        Assert.Single(trained.Tries);
        Assert.Null(trained.Outcome);
    }

    /// <summary>First the recipe, then one setting at a time, then several; nothing twice; seeds draw.</summary>
    [Fact]
    public void Settings_are_tried_in_an_order_that_the_seed_decides()
    {
        (string Settings, TableTrainerOptions Options)[] Draw(long seed) =>
            [.. TableTries.Of(TableTrainer.Prepare(Rows(), "y", new() { Recipe = TableRecipe.Best, Budget = s_plenty, Seed = seed })).Take(60)];
        (string Settings, TableTrainerOptions Options)[] drawn = Draw(1);
        double usual = TableTrainer.Prepare(Rows(), "y", new() { Recipe = TableRecipe.Best }).LearningRate;
        Assert.Equal("the recipe", drawn[0].Settings);
        Assert.Null(drawn[0].Options.LearningRate);
        Assert.StartsWith("learning rate ", drawn[1].Settings, StringComparison.Ordinal);
        Assert.Equal(2 * usual, drawn[1].Options.LearningRate!.Value, 1e-12);
        Assert.Equal(60, drawn.Select(one => one.Settings).Distinct().Count());
        Assert.Contains(", ", drawn[^1].Settings, StringComparison.Ordinal);
        Assert.Equal(drawn.Select(one => one.Settings), Draw(1).Select(one => one.Settings));
        Assert.NotEqual(drawn.Select(one => one.Settings), Draw(2).Select(one => one.Settings));
    }

    [Fact]
    public void What_is_given_is_not_searched()
    {
        TablePlan plan = TableTrainer.Prepare(Rows(), "y", s_nine);
        Assert.All(TableTries.Of(plan), one => Assert.Equal((0.01, 0.0, 2), (one.Options.LearningRate, one.Options.Dropout, one.Options.Members)));
        Assert.Contains("(frequencies of numbers, weight decay)", string.Join('\n', plan.Decisions), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => TableTrainer.Prepare(Rows(), "y", s_three with { L2 = 0.1 }));
        TablePlan linear = TableTrainer.Prepare(Rows(), "y", new() { Recipe = TableRecipe.Simple, Layers = [], Budget = s_plenty });
        Assert.Equal(["the recipe", "learning rate 0.02", "learning rate 0.005", "learning rate 0.04"], TableTries.Of(linear).Select(one => one.Settings));
    }

    [Fact]
    public void Members_are_searched_only_where_all_of_them_are_judged()
    {
        TableTrainerOptions options = new() { Recipe = TableRecipe.Best, Budget = s_plenty };
        Assert.DoesNotContain(TableTries.Of(TableTrainer.Prepare(Rows(), "y", options)).Take(20), one => one.Settings == "16 members");
        TablePlan split = TableTrainer.Prepare(Rows(), "y", options with { ValidationSplit = 0.2 });
        Assert.Contains(TableTries.Of(split).Take(20), one => one.Settings == "16 members");
    }

    [Fact]
    public void A_budget_is_a_time()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TableTrainerOptions { Budget = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TableTrainerOptions { Budget = TimeSpan.FromSeconds(-1) });
        Assert.Throws<ArgumentException>(() => TableTrainer.Prepare(Rows(), "y", new() { Recipe = TableRecipe.Best, Budget = s_plenty, Quick = true }));
        Assert.Empty(TableTrainer.Train(Rows(), "y", s_three with { Budget = null }).Tries);
    }

    private static double[] X(int rows) => [.. Enumerable.Range(0, rows).Select(row => row * 37 % rows / (double)rows)];

    private static Table Rows(int rows = 80)
    {
        SplitMix64 random = SplitMix64.Of(1, 2);
        double[] x = X(rows);
        return new(
            new NumberColumn("x", x), new NumberColumn("z", [.. x.Select(_ => random.NextDouble())]),
            new TextColumn("y", [.. x.Select(value => random.NextDouble() < value ? "yes" : "no")]));
    }

    private sealed class Now(Action<TrainingProgress> told) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => told(value);
    }
}

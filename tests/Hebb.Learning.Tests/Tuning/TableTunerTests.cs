using Hebb.Data.Csv;
using Hebb.Data.Tables;
using Hebb.Learning.Tables;
using Hebb.Learning.Tuning;
using Hebb.Tuning;

namespace Hebb.Learning.Tests.Tuning;

public sealed class TableTunerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hebb-tune-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(TuningMethod.Bayesian, 3)]
    [InlineData(TuningMethod.Random, 3)]
    [InlineData(TuningMethod.Grid, 3)]
    public void The_best_network_is_that_of_the_best_trial(TuningMethod method, int trials)
    {
        TableTrainerOptions training = new() { Recipe = TableRecipe.Simple, Epochs = 6, Seed = 2 };
        TunedTable tuned = TableTuner.Tune(Rings(240), "y", new() { Method = method, Trials = trials, Training = training });
        Assert.Equal(trials, tuned.Search.Trials.Count);
        Assert.DoesNotContain(tuned.Search.Trials, trial => trial.Failed);
        Assert.Equal("log_loss", tuned.Objective.Name);
        Assert.True(tuned.BestValue <= tuned.DefaultsValue);
        Assert.Equal(tuned.BestValue, tuned.BestOnValidation!["log_loss"]);
        Assert.Equal(tuned.DefaultsValue, tuned.DefaultsOnValidation["log_loss"]);
        if (tuned.Improved) { Assert.Equal(tuned.Search.Best.Value, tuned.BestValue); }
        Assert.Equal(tuned.Defaults.Plan.Split.Test, tuned.Best!.Plan.Split.Test);
    }

    /// <summary>Trials are judged by rows that they have not learned from, though the network without search is cross-fitted on all of them.</summary>
    [Theory]
    [InlineData(TuningMethod.Random)]
    [InlineData(TuningMethod.Grid)]
    [InlineData(TuningMethod.Hyperband)]
    public void An_ensemble_is_tuned(TuningMethod method)
    {
        TableTrainerOptions training = new() { Recipe = TableRecipe.Best, Epochs = 2, Seed = 2, Members = 2 };
        TunedTable tuned = TableTuner.Tune(Rings(120), "y", new() { Method = method, Trials = 2, HyperbandEpochs = 2, Training = training });
        Assert.DoesNotContain(tuned.Search.Trials, trial => trial.Failed);
        Assert.True(tuned.Defaults.Plan.CrossFits);
        Assert.Equal(tuned.Improved, tuned.BestValue < tuned.DefaultsValue);
        if (!tuned.Improved) { Assert.Equal(tuned.DefaultsValue, tuned.BestValue); }
        Assert.Equal(TableRecipe.Best, tuned.Best!.Plan.Options.Recipe);
        Assert.Equal(tuned.Defaults.Plan.LearnedRows.Length, tuned.Defaults.Fitted.Unseen.Value.Truth.Length);
        Assert.InRange(tuned.DefaultsOnValidation["roc_auc"], 0, 1);
    }

    [Fact]
    public void When_the_usual_network_cannot_learn_in_time_a_trial_does()
    {
        TableTrainerOptions training = new() { Recipe = TableRecipe.Simple, Epochs = 8 };
        TunedTable tuned = TableTuner.Tune(Rings(300), "y", new() { Trials = 10, Metric = "accuracy", Training = training });
        Assert.True(tuned.Improved);
        Assert.True(tuned.BestValue > tuned.DefaultsValue, $"{tuned.BestValue} against {tuned.DefaultsValue}");
        Assert.True(tuned.Objective.LargerIsBetter);
    }

    [Fact]
    public void Hyperband_trains_what_it_found_to_the_end()
    {
        TableTrainerOptions training = new() { Recipe = TableRecipe.Simple, Epochs = 5 };
        TunedTable tuned = TableTuner.Tune(Rings(200), "y", new() { Method = TuningMethod.Hyperband, HyperbandEpochs = 3, Training = training });
        Assert.Equal(
            [(3, 1), (1, 3), (2, 3)],
            tuned.Search.Trials.GroupBy(trial => (trial.Number >= 3, trial.Epochs)).Select(group => (group.Count(), group.Key.Epochs!.Value)));
        Assert.Equal(tuned.BestValue, tuned.BestOnValidation!["log_loss"]);
    }

    [Fact]
    public void Folds_do_not_touch_held_out_rows_and_numbers_have_their_own_metric()
    {
        Table table = new(
            new NumberColumn("x", [.. Enumerable.Range(0, 120).Select(row => row * 0.618034 % 1)]),
            new NumberColumn("y", [.. Enumerable.Range(0, 120).Select(row => Math.Sin(6 * (row * 0.618034 % 1)))]));
        TablePlan usual = TableTrainer.Prepare(table, "y", new() { Epochs = 3 });
        TunedTable tuned = TableTuner.Tune(usual, new() { Method = TuningMethod.Random, Trials = 2, Folds = 3 });
        Assert.Equal("rmse", tuned.Objective.Name);
        Assert.False(tuned.Objective.LargerIsBetter);

        // Other values in held-out rows change no trial.
        double[] spoiled = table.Number("y").Values.ToArray();
        foreach (int row in usual.Split.Test) { spoiled[row] = -spoiled[row]; }
        TunedTable again = TableTuner.Tune(
            TableTrainer.Prepare(new(table["x"], new NumberColumn("y", spoiled)), "y", new() { Epochs = 3 }),
            new() { Method = TuningMethod.Random, Trials = 2, Folds = 3 });
        Assert.Equal(tuned.Search.Trials.Select(trial => trial.Value), again.Search.Trials.Select(trial => trial.Value));
    }

    [Fact]
    public void A_cancelled_search_goes_on_to_the_same_table()
    {
        TableTunerOptions options = new() { Trials = 5, Training = new() { Epochs = 3 } };
        TunedTable whole = TableTuner.Tune(Rings(150), "y", options);
        using CancellationTokenSource stop = new();
        TunedTable part = TableTuner.Tune(Rings(150), "y", options with { Folder = _folder, Progress = new After(2, stop) }, stop.Token);
        Assert.Null(part.Best);
        Assert.Equal(2, part.Search.Trials.Count);
        TunedTable resumed = TableTuner.Tune(Rings(150), "y", options with { Folder = _folder });
        Assert.Equal(whole.Search.ToString(), resumed.Search.ToString());
        Assert.Equal(whole.Best!.Metrics, resumed.Best!.Metrics);
        Assert.Throws<SearchException>(() => TableTuner.Tune(Rings(151), "y", options with { Folder = _folder }));
    }

    [Fact]
    public void What_hidden_layers_need_is_asked_for_only_where_there_are_some()
    {
        TablePlan usual = TableTrainer.Prepare(Rings(100), "y", new() { Recipe = TableRecipe.Simple });
        SearchResult drawn = new RandomSearch { MaxTrials = 60 }.Run(hp => TableSearchSpace.Draw(hp, usual, coarse: false).Layers!.Count);
        Assert.Contains(drawn.Trials, trial => trial.Value == 0);
        Assert.All(drawn.Trials, trial => Assert.Equal(trial.Value > 0, trial.Parameters.ContainsKey("dropout")));
        Assert.Equal(18, new GridSearch().Run(hp => TableSearchSpace.Draw(hp, usual, coarse: true).LearningRate!.Value).Trials.Count);
    }

    [Fact]
    public void An_unknown_metric_is_refused_before_anything_is_trained() =>
        Assert.Contains(
            "Did you mean 'accuracy'",
            Assert.Throws<ArgumentException>(() => TableTuner.Tune(Rings(60), "y", new() { Metric = "acuracy" })).Message,
            StringComparison.Ordinal);

    [RealDataFact("heart_disease/heart.csv")]
    public void Hearts_are_learned_better_than_by_default()
    {
        Table hearts = CsvReader.Read(Repository.SharedData("heart_disease/heart.csv")!);
        TunedTable tuned = TableTuner.Tune(hearts, "target", new() { Trials = 12, Training = new() { Recipe = TableRecipe.Simple } });
        Assert.True(
            tuned.Improved && tuned.BestOnValidation!["log_loss"] < tuned.DefaultsOnValidation["log_loss"], $"{tuned.BestValue} against {tuned.DefaultsValue}");
    }

    /// <summary>Yes inside of a circle.</summary>
    internal static Table Rings(int rows)
    {
        double[] a = [.. Enumerable.Range(0, rows).Select(row => (row * 0.618034 % 1) - 0.5)],
            b = [.. Enumerable.Range(0, rows).Select(row => (row * 0.754878 % 1) - 0.5)];
        return new(new NumberColumn("a", a), new NumberColumn("b", b), new TextColumn("y", [.. a.Zip(b, (p, q) => (p * p) + (q * q) < 0.15 ? "yes" : "no")]));
    }

    private sealed class After(int trials, CancellationTokenSource stop) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value)
        {
            if (value.Finished == trials) { stop.Cancel(); }
        }
    }
}

using Hebb.Tuning;

namespace Hebb.Tests.Tuning;

/// <summary>What all searches have in common.</summary>
public sealed class SearchTests
{
    [Fact]
    public void The_same_seed_gives_the_same_trials()
    {
        static double[] Values(int seed) => [.. new RandomSearch { Seed = seed }.Run(hp => hp.Double("x", 0, 1)).Trials.Select(trial => trial.Value)];
        Assert.Equal(20, Values(1).Length);
        Assert.Equal(Values(1), Values(1));
        Assert.NotEqual(Values(1), Values(2));
        Assert.Equal(0.5, Enumerable.Range(0, 20).SelectMany(Values).Average(), 0.06); // 400 uniform numbers: four standard deviations
    }

    [Fact]
    public void Another_value_in_some_trials_does_not_change_the_others()
    {
        static double X(HyperParameters hp) => hp.Double("x", 0, 1);
        double[] alone = [.. new RandomSearch().Run(X).Trials.Select(trial => trial.Value)];
        double[] beside = [.. new RandomSearch().Run(hp => hp.Bool("more") ? (hp.Int("n", 1, 9) * 0) + X(hp) : X(hp)).Trials.Select(trial => trial.Value)];
        Assert.Equal(alone, beside);
    }

    [Fact]
    public void Failed_trials_are_recorded_and_never_the_best()
    {
        SearchResult result = new RandomSearch { Objective = Objective.Max("score") }.RunTrials(trial => trial.Number switch
        {
            0 => double.PositiveInfinity,
            1 => double.NaN,
            2 => throw new InvalidOperationException("no such layer"),
            _ => -trial.Number,
        });
        Assert.Equal(3, result.Best.Number);
        Assert.Equal(20, result.Trials.Count);
        Assert.Equal([0, 1, 2], result.Ranked.TakeLast(3).Select(trial => trial.Number));
        Assert.All(result.Trials.Take(3), trial => Assert.True(trial.Failed && double.IsNaN(trial.Value)));
        Assert.Equal("InvalidOperationException: no such layer", result.Trials[2].Error);
        Assert.Contains("not a finite number", result.Trials[1].Error, StringComparison.Ordinal);
    }

    [Fact]
    public void When_all_fail_none_is_the_best()
    {
        SearchResult result = new RandomSearch().Run(_ => double.NaN);
        Assert.False(result.Succeeded);
        Assert.Contains("All 20 trials failed", Assert.Throws<InvalidOperationException>(() => result.Best).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_may_end_the_search() =>
        Assert.Throws<InvalidOperationException>(
            () => new RandomSearch { StopOnError = true }.RunTrials(trial => trial.Number == 3 ? throw new InvalidOperationException() : 0));

    [Fact]
    public void Executions_have_the_same_values_and_other_seeds_and_their_mean_counts()
    {
        SearchResult result = new RandomSearch { MaxTrials = 3, ExecutionsPerTrial = 4, Seed = 10 }.Run(hp => hp.Double("x", 0, 1) + hp.Seed);
        Assert.All(result.Trials, trial =>
        {
            double x = (double)trial.Parameters["x"];
            Assert.Equal([x + 10, x + 11, x + 12, x + 13], trial.Executions);
            Assert.Equal(x + 11.5, trial.Value, 1e-12);
        });
    }

    [Fact]
    public void Cancelling_keeps_what_is_finished()
    {
        using CancellationTokenSource stop = new();
        SearchResult result = new RandomSearch().RunTrials(
            trial =>
            {
                if (trial.Number == 5) { stop.Cancel(); }
                return trial.Number;
            },
            cancellation: stop.Token);
        Assert.True(result.WasCancelled);
        Assert.Equal(5, result.Trials.Count);
    }

    [Fact]
    public void Progress_tells_of_each_trial()
    {
        List<SearchProgress> reports = [];
        new RandomSearch { MaxTrials = 4, Progress = new Listener(reports) }.RunTrials(trial => trial.Number == 0 ? double.NaN : 10 - trial.Number);
        Assert.Equal(
            [(1, 4, 0, null), (2, 4, 1, 1), (3, 4, 2, 2), (4, 4, 3, 3)],
            reports.Select(report => (report.Finished, report.Planned, report.Last.Number, report.Best?.Number)));
    }

    [Fact]
    public void The_improved_trials_are_told_of_with_their_state()
    {
        List<int> improved = [];
        new RandomSearch { MaxTrials = 6 }.RunTrials(
            trial => ((double[])[3, 5, double.NaN, 2, 2, 1])[(int)(trial.State = trial.Number)!],
            improved: trial => improved.Add((int)trial.State!));
        Assert.Equal([0, 3, 5], improved);
    }

    [Fact]
    public void The_table_lists_the_trials_from_best_to_worst()
    {
        string[] lines = new GridSearch { Objective = Objective.Max("score") }
            .Run(hp => hp.Int("a", 0, 2) == 1 ? double.NaN : hp.Int("a", 0, 2) + (hp.Bool("b") ? 0.5 : 0))
            .ToString()
            .Split('\n');
        Assert.Equal(
            [
                "trial   score  a      b",
                "    5     2.5  2   true",
                "    4       2  2  false",
                "    2     0.5  0   true",
                "    1       0  0  false",
                "    3  failed  1      -",
            ],
            lines);
    }

    [Fact]
    public void Settings_that_cannot_be_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomSearch { MaxTrials = 0 }.Run(_ => 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomSearch { ExecutionsPerTrial = 0 }.Run(_ => 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GridSearch { Points = 0 }.Run(_ => 0));
    }

    private sealed class Listener(List<SearchProgress> reports) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value) => reports.Add(value);
    }
}

using Hebb.Tuning;

namespace Hebb.Tests.Tuning;

public sealed class GridSearchTests
{
    [Fact]
    public void Every_combination_is_tried_once()
    {
        SearchResult result = new GridSearch { Points = 3 }
            .Run(hp => hp.Int("a", 1, 4) + (10 * hp.Double("b", 0, 1)) + (hp.Bool("c") ? 100 : 0) + (hp.Choice("d", "x", "y", "z") == "y" ? -1 : 0));
        Assert.Equal(4 * 3 * 2 * 3, result.Trials.Count);
        Assert.Equal(result.Trials.Count, result.Trials.Select(trial => string.Join(' ', trial.Parameters.Values)).Distinct().Count());
        Assert.Equal(Enumerable.Range(0, 72), result.Trials.Select(trial => trial.Number));
        Assert.Equal(0, result.Best.Value); // 1 + 0 + 0 − 1
        Assert.Equal((object[])[1, 0.0, false, "y"], result.Best.Parameters.Values);
    }

    [Fact]
    public void Conditional_values_are_combined_only_where_they_are_asked_for()
    {
        // One layer: 3 widths. Two layers: 3 × 3. Three: 27.
        static double Count(HyperParameters hp) => Enumerable.Range(0, hp.Int("layers", 1, 3)).Sum(i => hp.Choice($"units_{i}", 16, 32, 64));
        Assert.Equal(39, new GridSearch().Run(Count).Trials.Count);
        Assert.Equal(10, new GridSearch { MaxTrials = 10 }.Run(Count).Trials.Count);
    }

    [Fact]
    public void A_failed_combination_does_not_end_the_grid()
    {
        SearchResult result = new GridSearch().Run(hp => hp.Int("a", 0, 3) == 1 ? throw new InvalidOperationException("no") : hp.Int("b", 0, 1));
        Assert.Equal(2 + 1 + 2 + 2, result.Trials.Count);
        Assert.Single(result.Trials, trial => trial.Failed);
    }

    [Fact]
    public void A_function_without_parameters_is_one_trial() => Assert.Single(new GridSearch().Run(_ => 1).Trials);
}

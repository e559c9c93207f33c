using Hebb.Tuning;

namespace Hebb.Tests.Tuning;

public sealed class HyperbandSearchTests
{
    /// <summary>Li et al. (2018), table 1: R = 81, η = 3.</summary>
    [Fact]
    public void The_brackets_are_those_of_the_paper()
    {
        (int, int)[][] paper =
        [
            [(81, 1), (27, 3), (9, 9), (3, 27), (1, 81)],
            [(34, 3), (11, 9), (3, 27), (1, 81)],
            [(15, 9), (5, 27), (1, 81)],
            [(8, 27), (2, 81)],
            [(5, 81)],
        ];
        Assert.Equal(paper, new HyperbandSearch(81).Brackets.Select(bracket => bracket.ToArray()));
    }

    [Theory]
    [InlineData(1, 3, 1)]
    [InlineData(2, 3, 1)]
    [InlineData(10, 3, 3)]
    [InlineData(243, 3, 6)]
    [InlineData(64, 4, 4)]
    public void Other_sizes_have_as_many_brackets_as_powers_fit_in(int epochs, int factor, int brackets)
    {
        HyperbandSearch search = new(epochs, factor);
        Assert.Equal(brackets, search.Brackets.Count);
        Assert.All(search.Brackets, bracket => Assert.Equal(epochs, bracket[^1].Epochs));
        Assert.All(search.Brackets, bracket => Assert.True(bracket[0].Epochs >= 1));
    }

    [Fact]
    public void The_best_are_promoted_and_continue_where_they_were()
    {
        List<(int Number, int Done, int Epochs)> calls = [];
        SearchResult result = new HyperbandSearch(9) { Objective = Objective.Max("score") }.RunTrials(trial =>
        {
            calls.Add((trial.Number, trial.EpochsDone, trial.Epochs!.Value));
            trial.State = (int)(trial.State ?? 0) + trial.Epochs.Value - trial.EpochsDone;
            Assert.Equal(trial.Epochs, (int)trial.State);
            return trial.Values.Double("quality", 0, 1) * trial.Epochs.Value;
        });
        (int, int)[][] expected = [[(9, 1), (3, 3), (1, 9)], [(5, 3), (1, 9)], [(3, 9)]];
        Assert.Equal(expected, new HyperbandSearch(9).Brackets.Select(bracket => bracket.ToArray()));
        Assert.Equal(9 + 3 + 1 + 5 + 1 + 3, calls.Count);
        int[] first = [.. result.Trials.Take(9).OrderByDescending(trial => trial.Value).Take(3).Select(trial => trial.Number).Order()];
        Assert.Equal(first, calls.Skip(9).Take(3).Select(call => call.Number));
        Assert.All(calls.Skip(9).Take(3), call => Assert.Equal((1, 3), (call.Done, call.Epochs)));
        Assert.Equal(17, result.Trials.Max(trial => trial.Number) + 1);
        Assert.Equal(result.Trials.Max(trial => trial.Value), result.Best.Value);
    }

    [Fact]
    public void What_failed_is_never_promoted()
    {
        SearchResult result = new HyperbandSearch(9).RunTrials(trial => trial.Number % 2 == 0 ? double.NaN : trial.Number);
        Assert.All(result.Trials.Where(trial => trial.Epochs == 9 && trial.Number < 9), trial => Assert.Equal(1, trial.Number));
        Assert.Equal(1, result.Best.Value);
    }

    [Fact]
    public void A_limit_on_trials_ends_the_brackets() =>
        Assert.Equal(10, new HyperbandSearch(27) { MaxTrials = 10 }.RunTrials(trial => trial.Number).Trials.Select(trial => trial.Number).Distinct().Count());

    [Fact]
    public void Sizes_that_cannot_be_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new HyperbandSearch(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new HyperbandSearch(9, factor: 1));
    }
}

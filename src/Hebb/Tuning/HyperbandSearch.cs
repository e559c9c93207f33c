using System.Text.Json.Nodes;

namespace Hebb.Tuning;

/// <summary>
/// Tries many values for a few epochs and continues the best (Li, Jamieson, DeSalvo, Rostamizadeh and Talwalkar, 2018, algorithm 1). Several brackets
/// trade the number of trials
/// against the epochs each gets at first. A trial that is promoted continues training where it was; it does not start over.
/// </summary>
/// <param name="maxEpochs">The most epochs of a trial: R in the paper.</param>
/// <param name="factor">A bracket's next round has this many times fewer trials and more epochs: η in the paper.</param>
public sealed class HyperbandSearch(int maxEpochs, int factor = 3) : Search
{
    /// <summary>The most epochs of a trial.</summary>
    public int MaxEpochs { get; } =
        maxEpochs >= 1 ? maxEpochs : throw new ArgumentOutOfRangeException(nameof(maxEpochs), maxEpochs, "A trial has at least one epoch.");

    /// <summary>How many times fewer trials and more epochs the next round has.</summary>
    public int Factor { get; } = factor >= 2 ? factor : throw new ArgumentOutOfRangeException(nameof(factor), factor, "The factor is at least 2, usually 3.");

    /// <summary>The rounds of each bracket, the one with the most trials first: how many trials, and how many epochs each has behind it then.</summary>
    public IReadOnlyList<IReadOnlyList<(int Trials, int Epochs)>> Brackets
    {
        get
        {
            int most = 0;
            for (long power = Factor; power <= MaxEpochs; power *= Factor) { most++; }
            return [.. Enumerable.Range(0, most + 1).Reverse().Select(s => Bracket(most, s))];
        }
    }

    internal override int? Planned => MaxTrials is null ? Brackets.Sum(bracket => bracket.Sum(round => round.Trials)) : null;

    internal override void Explore(SearchRun run)
    {
        int next = 0;
        foreach (IReadOnlyList<(int Trials, int Epochs)> rounds in Brackets)
        {
            int first = Math.Min(rounds[0].Trials, (MaxTrials ?? int.MaxValue) - next);
            List<Candidate> candidates = [.. Enumerable.Range(next, first).Select(number => RandomSearch.Draw(Seed, number))];
            next += first;
            for (int round = 0; round < rounds.Count && candidates.Count > 0; round++)
            {
                int promoted = round + 1 < rounds.Count ? rounds[round + 1].Trials : 0;
                if (Round(run, candidates, rounds[round].Epochs, promoted) is not { } best) { return; }
                candidates = best;
            }
        }
    }

    private protected override void Describe(JsonObject header) => (header["max_epochs"], header["factor"]) = (MaxEpochs, Factor);

    /// <summary>Runs all trials of a round and returns the best of them; null if cancelled. Models that can no longer be promoted are let go at once.</summary>
    private List<Candidate>? Round(SearchRun run, List<Candidate> candidates, int epochs, int promoted)
    {
        List<(double Cost, Candidate Candidate)> best = [];
        foreach (Candidate candidate in candidates)
        {
            if (run.Try(candidate, epochs) is not { } result) { return null; }
            if (!result.Failed) { best.Add((Objective.Cost(result.Value), candidate)); }
            best = [.. best.OrderBy(one => one.Cost)];
            if (best.Count <= promoted) { continue; }
            best[^1].Candidate.Trials = null;
            best.RemoveAt(best.Count - 1);
        }

        return [.. best.Select(one => one.Candidate).OrderBy(candidate => candidate.Number)];
    }

    /// <summary>n = ⌈(s_max + 1) ηˢ / (s + 1)⌉ trials with R η⁻ˢ epochs, of which each round keeps one in η.</summary>
    private (int Trials, int Epochs)[] Bracket(int most, int s)
    {
        long power = 1;
        for (int i = 0; i < s; i++) { power *= Factor; }
        long trials = (((most + 1) * power) + s) / (s + 1);
        (int, int)[] rounds = new (int, int)[s + 1];
        for (int i = 0; i <= s; i++)
        {
            rounds[i] = ((int)Math.Max(1, trials), (int)Math.Max(1, Math.Round((double)MaxEpochs / power)));
            (trials, power) = (trials / Factor, power / Factor);
        }

        return rounds;
    }
}

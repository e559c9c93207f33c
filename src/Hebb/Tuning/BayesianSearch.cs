using System.Text.Json.Nodes;
using Hebb.Ops;

namespace Hebb.Tuning;

/// <summary>
/// Learns from earlier trials where good values are: tree-structured Parzen estimators (Bergstra, Bardenet, Bengio and Kégl, 2011). Of some values
/// drawn where the good trials are dense,
/// that one is tried which has the largest ratio of the densities of good and other trials, which maximises expected improvement.
/// </summary>
/// <remarks>
/// Rather than a Gaussian process, because it takes conditional values, choices and whole numbers as they are, needs no numbers to be tuned itself,
/// and its time grows linearly with
/// the trials. Failed trials count as bad ones. The first <see cref="InitialTrials"/> are those of <see cref="RandomSearch"/> with the same seed.
/// </remarks>
public sealed class BayesianSearch : Search
{
    /// <summary>How many trials are drawn at random before anything is learned from them. Range: 1 or more.</summary>
    public int InitialTrials { get; init => field = SettingRange.AtLeast(1, value); } = 10;

    /// <summary>How many values are compared before one is tried. Range: 1 or more.</summary>
    public int Candidates { get; init => field = SettingRange.AtLeast(1, value); } = 24;

    internal override int? Planned => MaxTrials ?? RandomSearch.UsualTrials;

    internal override void Explore(SearchRun run)
    {
        for (int number = 0; number < Planned && !run.IsCancelled; number++)
        {
            int trial = number;
            run.Try(
                number < InitialTrials
                    ? RandomSearch.Draw(Seed, number)
                    : new(number, asked => asked.At(Promising(asked, run.Results, RandomSearch.Key(Seed, trial, asked.Name)))));
        }
    }

    private protected override void Describe(JsonObject header) => (header["initial_trials"], header["candidates"]) = (InitialTrials, Candidates);

    /// <summary>The most promising place for a value, by the trials that had it.</summary>
    private double Promising(HyperParameter asked, IReadOnlyList<TrialResult> trials, RandomKey key)
    {
        double[] places = [.. trials
            .OrderBy(trial => Objective.Cost(trial.Value))
            .Where(trial => trial.Parameters.ContainsKey(asked.Name))
            .Select(trial => asked.UnitOf(trial.Parameters[asked.Name]))];
        int failed = trials.Count(trial => trial.Failed && trial.Parameters.ContainsKey(asked.Name));
        int good = Math.Min(Good(places.Length), places.Length - failed);
        if (asked.IsCategory) { return PromisingChoice(asked.Count!.Value, places, good, key); }
        Parzen better = new(places.Take(good)), others = new(places.Skip(good));
        return Enumerable.Range(0, Candidates).Select(i => better.Draw(key.Child(i))).MaxBy(place => better.At(place) / others.At(place));
    }

    /// <summary>A choice has no neighbors: densities are frequencies, to which everything not yet seen adds one.</summary>
    private double PromisingChoice(int count, double[] places, int good, RandomKey key)
    {
        double[] better = Frequencies(places.AsSpan(0, good)), others = Frequencies(places.AsSpan(good));
        return (Enumerable.Range(0, Candidates).Select(i => Pick(RandomSearch.Unit(key.Child(i)))).MaxBy(option => better[option] / others[option]) + 0.5)
            / count;

        double[] Frequencies(ReadOnlySpan<double> observed)
        {
            double[] frequencies = new double[count];
            Array.Fill(frequencies, 1.0 / (observed.Length + count));
            foreach (double place in observed) { frequencies[Math.Min((int)(place * count), count - 1)] += 1.0 / (observed.Length + count); }
            return frequencies;
        }

        int Pick(double unit)
        {
            int option = 0;
            for (; option < count - 1 && unit >= better[option]; option++) { unit -= better[option]; }
            return option;
        }
    }

    /// <summary>How many of the trials count as good: a tenth, at least one, at most 25.</summary>
    private static int Good(int trials) => Math.Min(25, (trials + 9) / 10);
}

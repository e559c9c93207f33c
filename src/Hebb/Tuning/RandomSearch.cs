using Hebb.Ops;

namespace Hebb.Tuning;

/// <summary>
/// Draws every value at random (Bergstra and Bengio, 2012). The value depends on seed, trial and name only, so conditional values disturb nothing.
/// </summary>
public sealed class RandomSearch : Search
{
    internal override int? Planned => MaxTrials ?? UsualTrials;

    /// <summary>How many trials are run if nobody says.</summary>
    internal const int UsualTrials = 20;

    internal override void Explore(SearchRun run)
    {
        for (int number = 0; number < Planned && !run.IsCancelled; number++) { run.Try(Draw(Seed, number)); }
    }

    /// <summary>A trial drawn at random.</summary>
    internal static Candidate Draw(long seed, int number) => new(number, asked => asked.At(Unit(Key(seed, number, asked.Name))));

    /// <summary>The random numbers of a hyper-parameter in a trial.</summary>
    internal static RandomKey Key(long seed, int number, string name) => RandomKey.FromSeed(seed).Child("search").Child(number).Child(name);

    /// <summary>A number in [0, 1).</summary>
    internal static double Unit(RandomKey key) => (key.Value >> 11) * (1.0 / (1UL << 53));
}

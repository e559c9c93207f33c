using Hebb.Tuning;

namespace Hebb.Tests.Tuning;

/// <summary>Known functions: within the same number of trials the search that learns must come closer than chance.</summary>
public sealed class BayesianSearchTests
{
    private const int Seeds = 20;

    [Theory]
    [InlineData("branin", 50)]
    [InlineData("sphere", 50)]
    [InlineData("mixed", 50)]
    [InlineData("conditional", 50)]
    [Trait("Speed", "Slow")]
    public void Over_twenty_seeds_it_comes_closer_than_chance(string name, int trials)
    {
        (Func<HyperParameters, double> function, double minimum) = name switch
        {
            "branin" => ((Func<HyperParameters, double>)Branin, 0.39788735772973816),
            "sphere" => (Sphere, 0),
            "mixed" => (Mixed, 0),
            _ => (Conditional, 0),
        };
        double learned =
            Median(seed => new BayesianSearch { Seed = seed, MaxTrials = trials, Objective = Objective.Min("value") }.Run(function).Best.Value - minimum);
        double chance =
            Median(seed => new RandomSearch { Seed = seed, MaxTrials = trials, Objective = Objective.Min("value") }.Run(function).Best.Value - minimum);
        Assert.True(learned < 0.7 * chance, $"{name}: median distance {learned} against {chance} at random");
        Assert.True(learned >= 0, $"{learned} below the minimum");
    }

    [Fact]
    public void Making_large_mirrors_making_small()
    {
        SearchResult small = new BayesianSearch { MaxTrials = 30, Objective = Objective.Min("value") }.Run(Branin);
        SearchResult large = new BayesianSearch { MaxTrials = 30, Objective = Objective.Max("value") }.Run(hp => -Branin(hp));
        Assert.Equal(small.Trials.Select(trial => trial.Value), large.Trials.Select(trial => -trial.Value));
        Assert.Equal(small.Best.Number, large.Best.Number);
    }

    [Fact]
    public void A_region_that_fails_is_avoided()
    {
        // The right half is not a number. At random half of the trials fall there.
        SearchResult result = new BayesianSearch { MaxTrials = 80 }.Run(hp => hp.Double("x", 0, 1) is var x && x > 0.5 ? double.NaN : Math.Abs(x - 0.3));
        Assert.InRange(result.Trials.Skip(40).Count(trial => trial.Failed), 0, 8);
        Assert.InRange(result.Best.Value, 0, 0.02);
    }

    [Fact]
    public void The_density_integrates_to_one_and_draws_follow_it()
    {
        Parzen density = new([0.1, 0.12, 0.7]);
        const int Steps = 10_000;
        Assert.Equal(1, Enumerable.Range(0, Steps).Average(i => density.At((i + 0.5) / Steps)), 1e-6);
        double below = Enumerable.Range(0, Steps).Where(i => (i + 0.5) / Steps < 0.3).Sum(i => density.At((i + 0.5) / Steps)) / Steps;
        double drawn = Enumerable.Range(0, Steps).Count(i => density.Draw(Hebb.Ops.RandomKey.FromSeed(3).Child(i)) < 0.3) / (double)Steps;
        Assert.Equal(below, drawn, 0.02); // four standard deviations of a share of 10 000 draws
    }

    private static double Median(Func<int, double> of) => Enumerable.Range(0, Seeds).Select(of).Order().Skip((Seeds / 2) - 1).Take(2).Average();

    /// <summary>Branin's function; its minimum is 0.397887 (Dixon and Szegö, 1978).</summary>
    private static double Branin(HyperParameters hp)
    {
        double x = hp.Double("x", -5, 10), y = hp.Double("y", 0, 15);
        double a = y - (5.1 / (4 * Math.PI * Math.PI) * x * x) + (5 / Math.PI * x) - 6;
        return (a * a) + (10 * (1 - (1 / (8 * Math.PI))) * Math.Cos(x)) + 10;
    }

    private static double Sphere(HyperParameters hp) => Enumerable.Range(0, 4).Sum(i => Math.Pow(hp.Double($"x{i}", -5, 5) - i + 1, 2));

    /// <summary>A category, a whole number and a logarithmic rate; 0 at ("b", 20, 0.01).</summary>
    private static double Mixed(HyperParameters hp) =>
        hp.Choice("kind", "a", "b", "c", "d") switch { "a" => 2, "b" => 0, "c" => 1, _ => 3 }
        + (Math.Abs(hp.Int("units", 1, 100) - 20) / 20.0) + Math.Abs(Math.Log10(hp.Double("rate", 1e-5, 1, log: true) / 0.01));

    /// <summary>The second coordinate exists in one branch only, and only there is 0 reached.</summary>
    private static double Conditional(HyperParameters hp) =>
        Math.Pow(hp.Double("x", -1, 1) - 0.3, 2) + (hp.Bool("deep") ? Math.Pow(hp.Double("y", -1, 1) + 0.6, 2) : 0.5);
}

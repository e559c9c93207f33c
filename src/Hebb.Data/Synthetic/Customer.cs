using Hebb.Ops;

namespace Hebb.Data.Synthetic;

/// <summary>
/// A customer of the causal model behind <see cref="SyntheticTables.Customers"/>: causes are drawn first, then what depends on them, then the
/// probability of leaving.
/// </summary>
/// <remarks>
/// Age, country and tenure come first. Contract depends on age and tenure, charge on products and contract, calls on contract and country,
/// satisfaction on calls, the app on age. Only sums, products and roots are used for values, so that every machine draws the same customers.
/// </remarks>
internal readonly record struct Customer
{
    private const string Monthly = "monthly";
    private const string Yearly = "one year";
    private const string TwoYears = "two years";

    /// <summary>How sharply the score decides; chosen so that the best possible accuracy is 0.88.</summary>
    private const double Sharpness = 1.8;

    /// <summary>Years, 18 to 90.</summary>
    public required double Age { get; init; }

    /// <summary>One of four countries.</summary>
    public required string Country { get; init; }

    /// <summary>Months since the customer came, 0 to 71.</summary>
    public required double Tenure { get; init; }

    /// <summary>The contract's term.</summary>
    public required string Contract { get; init; }

    /// <summary>Number of products, 1 to 4.</summary>
    public required int Products { get; init; }

    /// <summary>Euros a month.</summary>
    public required double MonthlyCharge { get; init; }

    /// <summary>Calls to the support in the last half year.</summary>
    public required int SupportCalls { get; init; }

    /// <summary>From 1 (bad) to 5.</summary>
    public required double Satisfaction { get; init; }

    /// <summary>Whether the customer uses the app.</summary>
    public required bool HasApp { get; init; }

    /// <summary>Days since the last login to the app.</summary>
    public required int DaysSinceLogin { get; init; }

    /// <summary>Whether the age is on file.</summary>
    public required bool KnowsAge { get; init; }

    /// <summary>Whether the charge is on file.</summary>
    public required bool KnowsCharge { get; init; }

    /// <summary>Whether there is a satisfaction to show.</summary>
    public required bool AnsweredSurvey { get; init; }

    /// <summary>The probability that the customer leaves.</summary>
    public double ChurnProbability => 1 / (1 + Math.Exp(-Sharpness * (Score() - 1)));

    /// <summary>Draws a customer.</summary>
    public static Customer Draw(ref SplitMix64 random)
    {
        double age = Math.Clamp(Math.Round(44 + (14 * Normal(ref random))), 18, 90);
        string country = random.NextDouble() switch { < 0.35 => "Germany", < 0.65 => "France", < 0.85 => "Spain", _ => "Poland" };
        double share = random.NextDouble();
        double tenure = Math.Floor(72 * share * Math.Sqrt(share));
        double monthly = Math.Clamp(0.75 - (0.008 * (age - 18)) - (0.004 * tenure), 0.2, 0.8);
        double term = random.NextDouble();
        string contract = term < monthly ? Monthly : term < monthly + ((1 - monthly) * 0.6) ? Yearly : TwoYears;
        int products = 1 + Chance(ref random, 0.55) + Chance(ref random, 0.2) + Chance(ref random, 0.1);
        double charge = 14 + (19 * products) + (contract == Monthly ? 8 : 0) + (9 * Normal(ref random));
        int calls = Poisson(ref random, (contract == Monthly ? 1.8 : 1.2) + (country == "Poland" ? 0.4 : 0));
        double satisfaction = Math.Clamp(Math.Round(4.2 - (0.45 * calls) + (0.9 * Normal(ref random))), 1, 5);
        bool app = Chance(ref random, Math.Clamp(0.95 - (0.009 * (age - 18)), 0.2, 0.9)) == 1;
        return new Customer
        {
            Age = age,
            Country = country,
            Tenure = tenure,
            Contract = contract,
            Products = products,
            MonthlyCharge = Math.Round(Math.Max(12, charge), 2),
            SupportCalls = calls,
            Satisfaction = satisfaction,
            HasApp = app,
            DaysSinceLogin = Waiting(ref random, 0.08),
            KnowsAge = Chance(ref random, 0.02) == 0,
            KnowsCharge = Chance(ref random, 0.03) == 0,
            AnsweredSurvey = Chance(ref random, calls == 0 ? 0.25 : 0.1) == 0,
        };
    }

    /// <summary>How much speaks for leaving: U-shapes and interactions on purpose, so that a sum of effects does not explain it.</summary>
    private double Score()
    {
        double fromMiddleAge = (Age - 48) / 13;
        double score = Products switch { 1 => 0.5, 2 => -1.2, _ => 1.5 };
        score += 1.6 - Math.Min(3.2, 1.1 * fromMiddleAge * fromMiddleAge);
        score += Contract switch { Monthly => 0.55 * (SupportCalls - 1), Yearly => (0.1 * SupportCalls) - 0.5, _ => -1.2 };
        score += !HasApp ? 0.1 : DaysSinceLogin > 14 ? 1.5 : -0.8;
        score += MonthlyCharge / Products > 33 && Tenure < 18 ? 1.2 : 0;
        score -= (0.25 * (Satisfaction - 3)) + (0.01 * (Tenure - 24));
        score += Country switch { "Poland" => 0.5, "Germany" => -0.2, _ => 0 };
        return score;
    }

    /// <summary>Nearly normal: twelve uniform numbers have the variance 1 together.</summary>
    private static double Normal(ref SplitMix64 random)
    {
        double sum = -6;
        for (int i = 0; i < 12; i++)
        {
            sum += random.NextDouble();
        }

        return sum;
    }

    private static int Chance(ref SplitMix64 random, double probability) => random.NextDouble() < probability ? 1 : 0;

    /// <summary>Events in a unit of time with the given rate (Knuth's method).</summary>
    private static int Poisson(ref SplitMix64 random, double rate)
    {
        double limit = Math.Exp(-rate), product = random.NextDouble();
        int events = 0;
        while (product > limit)
        {
            product *= random.NextDouble();
            events++;
        }

        return events;
    }

    /// <summary>Trials before the first success.</summary>
    private static int Waiting(ref SplitMix64 random, double probability)
    {
        int trials = 0;
        while (Chance(ref random, probability) == 0)
        {
            trials++;
        }

        return trials;
    }
}

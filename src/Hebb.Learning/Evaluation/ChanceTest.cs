using Hebb.Ops;

namespace Hebb.Learning.Evaluation;

/// <summary>
/// Whether answers have anything to do with the truth: a permutation test. If they do not, any other order of them fits as well; the answers count as learned
/// if at most one order of a hundred fits as well as the true one does. Unlike an interval it is exact for any number of rows.
/// </summary>
/// <param name="Figure">The figure: <c>roc_auc</c> for classes, the mean over them for three and more, <c>r2</c> for numbers.</param>
/// <param name="Value">What the answers reach.</param>
/// <param name="Limit">What ninety-nine of a hundred orders do not exceed, but no less than an answer that does not look at the example.</param>
/// <param name="Probability">The share of orders that fit as well as the true one, itself counted: (1 + k) / (1 + orders).</param>
/// <param name="NoSkill">What an answer that does not look at the example reaches: 0.5 or 0.</param>
public sealed record ChanceTest(string Figure, double Value, double Limit, double Probability, double NoSkill)
{
    private const double Level = 0.01;

    /// <summary>Sums of the same numbers in another order differ by rounding.</summary>
    private const double Rounding = 1e-9;

    private const int MostOrders = 999, FewestOrders = 199, MostSteps = 20_000_000;

    /// <summary>Whether something was learned: the answers are better than without looking, and chance hardly ever does as well.</summary>
    public bool IsBeyondChance => Value > NoSkill && Probability <= Level;

    /// <summary>Tests a figure.</summary>
    /// <param name="figure">Its name.</param>
    /// <param name="noSkill">What it is without looking at the example.</param>
    /// <param name="answers">The answers in their true order.</param>
    /// <param name="value">The figure for an order of the answers.</param>
    /// <param name="random">Where the orders come from.</param>
    internal static ChanceTest Of(string figure, double noSkill, int[] answers, Func<int[], double> value, SplitMix64 random)
    {
        double reached = value(answers);
        int[] order = [.. answers];
        double[] others = new double[Math.Clamp(MostSteps / Math.Max(1, answers.Length), FewestOrders, MostOrders)];
        for (int i = 0; i < others.Length; i++)
        {
            random.Shuffle(order);
            others[i] = value(order);
        }

        double asGood = others.Count(other => !(other < reached - Rounding));
        Array.Sort(others);
        return new(figure, reached, Math.Max(noSkill, RegressionReport.Quantile(others, 1 - Level)), (1 + asGood) / (1 + others.Length), noSkill);
    }
}

using System.Runtime.CompilerServices;
using static System.FormattableString;

namespace Hebb.Learning.Trees;

/// <summary>How boosted trees are grown. The defaults are those of scikit-learn's <c>HistGradientBoosting</c>.</summary>
public sealed record BoostedTreesOptions
{
    /// <summary>Slower and better where there are validation rows: rate 0.05, up to 500 rounds, stopped 20 rounds after the best.</summary>
    public static BoostedTreesOptions Best { get; } = new() { LearningRate = 0.05, Rounds = 500, Patience = 20 };

    /// <summary>What the answer of each tree is multiplied by; above 0, at most 1.</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>The maximum number of rounds; each has one tree, or one for each of three or more classes.</summary>
    public int Rounds { get; init; } = 100;

    /// <summary>The maximum number of leaves of a tree; at least 2.</summary>
    public int MaxLeaves { get; init; } = 31;

    /// <summary>The minimum number of rows of a leaf.</summary>
    public int MinRowsPerLeaf { get; init; } = 20;

    /// <summary>λ, which is added to the sum of second derivatives of a leaf and so keeps its answer small.</summary>
    public double L2 { get; init; }

    /// <summary>The maximum number of bins for the numbers of a column; 2 to 65 000.</summary>
    public int MaxBins { get; init; } = 255;

    /// <summary>How many rounds without a better loss on the validation rows end the training.</summary>
    public int Patience { get; init; } = 10;

    /// <summary>A category with fewer rows than this in a node is not looked at on its own there.</summary>
    public int MinRowsPerCategory { get; init; } = 10;

    /// <summary>What is added to the sum of second derivatives when categories are sorted, so that those with few rows come to lie in the middle.</summary>
    public double CategorySmoothing { get; init; } = 10;

    /// <summary>Refuses what is out of range.</summary>
    internal void Check()
    {
        In(LearningRate is > 0 and <= 1, LearningRate, "above 0, at most 1");
        In(Rounds >= 1, Rounds, "1 or more");
        In(MaxLeaves >= 2, MaxLeaves, "2 or more");
        In(MinRowsPerLeaf >= 1, MinRowsPerLeaf, "1 or more");
        In(L2 >= 0 && double.IsFinite(L2), L2, "a finite number, 0 or more");
        In(MaxBins is >= 2 and <= 65_000, MaxBins, "from 2 to 65000");
        In(Patience >= 1, Patience, "1 or more");
        In(MinRowsPerCategory >= 1, MinRowsPerCategory, "1 or more");
        In(CategorySmoothing >= 0 && double.IsFinite(CategorySmoothing), CategorySmoothing, "a finite number, 0 or more");
    }

    private static void In(bool isInside, double value, string range, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!isInside) { throw new ArgumentOutOfRangeException(name, value, Invariant($"{name} must be {range}, but is {value}.")); }
    }
}

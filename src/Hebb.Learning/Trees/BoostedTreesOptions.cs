namespace Hebb.Learning.Trees;

/// <summary>How boosted trees are grown. The defaults are those of scikit-learn's <c>HistGradientBoosting</c>.</summary>
public sealed record BoostedTreesOptions
{
    /// <summary>Slower and better where there are validation rows: rate 0.05, up to 500 rounds, stopped 20 rounds after the best.</summary>
    public static BoostedTreesOptions Best { get; } = new() { LearningRate = 0.05, Rounds = 500, Patience = 20 };

    /// <summary>What the answer of each tree is multiplied by; above 0, at most 1.</summary>
    public double LearningRate { get; init => field = SettingRange.PositiveShare(value); } = 0.1;

    /// <summary>The maximum number of rounds; each has one tree, or one for each of three or more classes.</summary>
    public int Rounds { get; init => field = SettingRange.AtLeast(1, value); } = 100;

    /// <summary>The maximum number of leaves of a tree; at least 2.</summary>
    public int MaxLeaves { get; init => field = SettingRange.AtLeast(2, value); } = 31;

    /// <summary>The minimum number of rows of a leaf.</summary>
    public int MinRowsPerLeaf { get; init => field = SettingRange.AtLeast(1, value); } = 20;

    /// <summary>λ, which is added to the sum of second derivatives of a leaf and so keeps its answer small.</summary>
    public double L2 { get; init => field = SettingRange.NotNegative(value); }

    /// <summary>The maximum number of bins for the numbers of a column; 2 to 65 000.</summary>
    public int MaxBins { get; init => field = SettingRange.Between(2, 65_000, value); } = 255;

    /// <summary>How many rounds without a better loss on the validation rows end the training.</summary>
    public int Patience { get; init => field = SettingRange.AtLeast(1, value); } = 10;

    /// <summary>A category with fewer rows than this in a node is not looked at on its own there.</summary>
    public int MinRowsPerCategory { get; init => field = SettingRange.AtLeast(1, value); } = 10;

    /// <summary>What is added to the sum of second derivatives when categories are sorted, so that those with few rows come to lie in the middle.</summary>
    public double CategorySmoothing { get; init => field = SettingRange.NotNegative(value); } = 10;
}

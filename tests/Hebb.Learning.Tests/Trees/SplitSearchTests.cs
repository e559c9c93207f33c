using Hebb.Learning.Trees;
using Hebb.Ops;

namespace Hebb.Learning.Tests.Trees;

public sealed class SplitSearchTests
{
    private static readonly BoostedTreesOptions s_free = new() { MinRowsPerLeaf = 1, MinRowsPerCategory = 1, CategorySmoothing = 0 };

    /// <summary>6²/(3 + 2) + 4²/(2 + 2) − (−6 + 4)²/(5 + 2).</summary>
    [Fact]
    public void The_gain_is_that_of_both_sides_less_that_of_the_whole()
    {
        Split split = Numbers(s_free with { L2 = 2 }, default, new(-6, 3, 3), new(4, 2, 2));
        Assert.Equal(7.2 + 4 - (4.0 / 7), split.Gain, 1e-12);
        Assert.Equal((1, new HistogramBin(-6, 3, 3)), (split.Bin, split.Left));
    }

    [Fact]
    public void Missing_values_go_where_the_gain_is_larger()
    {
        HistogramBin low = new(-10, 10, 10), high = new(10, 10, 10);
        Assert.True(Numbers(s_free, new(-5, 5, 5), low, high).MissingLeft);
        Assert.False(Numbers(s_free, new(5, 5, 5), low, high).MissingLeft);
    }

    [Fact]
    public void Where_none_was_missing_they_go_to_the_larger_side()
    {
        Assert.True(Numbers(s_free, default, new(-10, 10, 11), new(10, 10, 10)).MissingLeft);
        Assert.False(Numbers(s_free, default, new(-10, 10, 10), new(10, 10, 11)).MissingLeft);
    }

    [Fact]
    public void Missing_values_can_be_divided_from_all_numbers()
    {
        Split split = Numbers(s_free, new(-8, 4, 4), new(2, 5, 5), new(2, 5, 5));
        Assert.Equal((2, false, new HistogramBin(4, 10, 10)), (split.Bin, split.MissingLeft, split.Left));
        Assert.Equal(1.6 + 16 - (16.0 / 14), split.Gain, 1e-12);
    }

    [Fact]
    public void A_side_needs_rows_and_second_derivatives()
    {
        Assert.Equal(0, Numbers(s_free with { MinRowsPerLeaf = 4 }, default, new(-6, 3, 3), new(4, 2, 9)).Gain);
        Assert.Equal(0, Numbers(s_free, default, new(-0.5, 0.0009, 3), new(4, 2, 9)).Gain);
        Assert.Equal((0.0, 0.5), (new HistogramBin(-0.5, 0.0009, 3).Answer(0), new HistogramBin(-3, 4, 3).Answer(2)));
        Assert.Equal(0, Numbers(s_free, default, new(-3, 3, 3)).Gain);
        Assert.Equal(0, Numbers(s_free, default, new(2, 2, 2), new(3, 3, 3)).Gain); // both sides say the same
    }

    /// <summary>All ways to divide up to eight categories, missing values among them.</summary>
    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(5, 3)]
    [InlineData(8, 4)]
    [InlineData(8, 5)]
    public void The_best_cut_of_sorted_categories_is_the_best_of_all_subsets(int count, int seed)
    {
        SplitMix64 random = new((ulong)seed);
        HistogramBin[] bins = new HistogramBin[count];
        HistogramBin sum = default;
        for (int b = 0; b < count; b++) { sum += bins[b] = new(random.NextNormal() * 5, random.Between(0.5, 6), 1 + random.Below(9)); }
        double best = 0;
        for (int subset = 1; subset < 1 << count; subset++)
        {
            HistogramBin left = default;
            for (int b = 0; b < count; b++) { left += (subset >> b & 1) == 1 ? bins[b] : default; }
            if (left.Rows < sum.Rows) { best = Math.Max(best, left.Worth(0) + (sum - left).Worth(0) - sum.Worth(0)); }
        }

        Split split = new SplitSearch(s_free).Best(0, true, bins, sum);
        Assert.Equal(best, split.Gain, best * 1e-12);
        HistogramBin chosen = default;
        for (int b = 0; b < count; b++) { chosen += split.Categories![b] ? bins[b] : default; }
        Assert.Equal(split.Left.Rows, chosen.Rows);
        Assert.Equal(split.Left.Gradient, chosen.Gradient, 1e-12);
    }

    [Fact]
    public void Rare_categories_stay_on_the_right_and_unseen_ones_go_to_the_larger_side()
    {
        // Bin 0 (missing) and 4 have no rows, 3 is rare; 1 is worth dividing off.
        HistogramBin[] bins = [default, new(-20, 10, 10), new(10, 30, 30), new(2, 2, 2), default];
        Split split = Categories(s_free with { MinRowsPerCategory = 3 }, bins);
        Assert.Equal([false, true, false, false, false], split.Categories!);
        bins[1] = new(-20, 60, 60);
        split = Categories(s_free with { MinRowsPerCategory = 3 }, bins);
        Assert.Equal([true, true, false, false, true], split.Categories!);
        Assert.True(split.MissingLeft);
    }

    /// <summary>What is rare resembles the lowest categories here, so the highest ones are divided off.</summary>
    [Fact]
    public void The_highest_categories_can_be_divided_off_too()
    {
        HistogramBin[] bins = [default, new(-20, 20, 20), new(20, 20, 20), new(-9, 9, 9)];
        Split split = Categories(s_free with { MinRowsPerCategory = 10 }, bins);
        Assert.Equal([false, false, true, false], split.Categories!);
        Assert.Equal((29.0 * 29 / 29) + 20 - (81.0 / 49), split.Gain, 1e-12);
    }

    /// <summary>−4/1 is the lowest, but −4/(1 + 10) is not: a category of one row cannot be divided off from both others any more.</summary>
    [Fact]
    public void Smoothing_moves_categories_with_few_rows_to_the_middle()
    {
        HistogramBin[] bins = [default, new(-4, 1, 1), new(-20, 20, 20), new(-10, 20, 20)];
        Assert.Equal([false, true, false, false], Categories(s_free, bins).Categories!);
        Assert.Equal([true, true, true, false], Categories(s_free with { CategorySmoothing = 10 }, bins).Categories!);
    }

    private static Split Numbers(BoostedTreesOptions options, params HistogramBin[] bins) =>
        new SplitSearch(options).Best(0, false, bins, bins.Aggregate((a, b) => a + b));

    private static Split Categories(BoostedTreesOptions options, HistogramBin[] bins) =>
        new SplitSearch(options).Best(0, true, bins, bins.Aggregate((a, b) => a + b));
}

using Hebb.Learning.Trees;

namespace Hebb.Learning.Tests.Trees;

public sealed class NumberBoundsTests
{
    [Fact]
    public void Each_of_few_numbers_has_a_bin() => Assert.Equal([1.5, 3, 7], NumberBounds.Of([10, 2, 4, double.NaN, 1, 2, 2], 255));

    [Theory]
    [InlineData(new double[] { })]
    [InlineData(new[] { double.NaN, double.NaN })]
    [InlineData(new[] { 5.0, 5, 5, double.NaN })]
    public void Nothing_to_divide_is_one_bin(double[] values) => Assert.Empty(NumberBounds.Of(values, 255));

    [Fact]
    public void Bins_have_about_equally_many_rows() =>
        Assert.Equal([24.5, 49.5, 74.5], NumberBounds.Of([.. Enumerable.Range(0, 100).Select(i => (double)(i * 37 % 100))], 4));

    /// <summary>Half of the rows are 0: of 10 bins one holds them, and nine the other half.</summary>
    [Fact]
    public void A_frequent_number_has_a_bin_of_its_own()
    {
        double[] bounds = NumberBounds.Of([.. Enumerable.Range(-900, 900), .. Enumerable.Repeat(0, 1800), .. Enumerable.Range(1, 900)], 10);
        Assert.Equal(9, bounds.Length);
        Assert.Contains(-0.5, bounds);
        Assert.Contains(0.5, bounds);
        Assert.All(bounds.Zip(bounds.Skip(1)), pair => Assert.True(pair.Second - pair.First <= 260));
    }

    /// <summary>A bound between two neighbors is the lower one, and nothing overflows.</summary>
    [Fact]
    public void A_bound_divides_neighbors_and_the_largest_numbers()
    {
        Assert.Equal([1], NumberBounds.Of([1, Math.BitIncrement(1)], 255));
        Assert.Equal([0], NumberBounds.Of([0, double.Epsilon], 255));
        Assert.Equal([0], NumberBounds.Of([double.MinValue, double.MaxValue], 255));
        Assert.Equal([double.MaxValue * 0.75], NumberBounds.Of([double.MaxValue / 2, double.MaxValue], 255));
    }

    /// <summary>Every second row is above 0.5: a sample of every fifth of a million rows would see it as well, one of every second would not.</summary>
    [Fact]
    public void A_sample_of_many_rows_sees_what_repeats_in_a_period()
    {
        double[] bounds = NumberBounds.Of([.. Enumerable.Range(0, 400_000).Select(i => i % 2 == 0 ? 0.25 : 0.75)], 255);
        Assert.Equal([0.5], bounds);
    }

    [Fact]
    public void Cells_are_in_the_bin_whose_bounds_hold_them()
    {
        BinnedColumn column = BinnedColumn.Of(TreeColumn.Numbers(1, double.NaN, 2, 4, 10), 255);
        Assert.Equal([1, 0, 2, 3, 4], Enumerable.Range(0, 5).Select(row => column[row]));
        Assert.Equal([1.5, 3, 7, double.MaxValue], Enumerable.Range(1, 4).Select(column.Threshold));
        BinnedColumn few = BinnedColumn.Of(TreeColumn.Categories([0, -1, 2], 3), 255), many = BinnedColumn.Of(TreeColumn.Categories([0, -1, 299], 300), 255);
        Assert.Equal([1, 0, 3], Enumerable.Range(0, 3).Select(row => few[row]));
        Assert.Equal([1, 0, 300], Enumerable.Range(0, 3).Select(row => many[row]));
    }
}

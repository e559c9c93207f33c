using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;

namespace Hebb.Data.Tests.Preprocessing;

/// <summary>Golden values: eng/golden/tables.py.</summary>
public sealed class SimpleImputerTests
{
    private static readonly NumberColumn s_numbers = new("n", 1, double.NaN, 2, 2, 8, 1);
    private static readonly TextColumn s_texts = new("t", "b", null, "a", "b", "a");

    [Theory]
    [InlineData(ImputeStrategy.Mean, 2.8)]
    [InlineData(ImputeStrategy.Median, 2)]
    [InlineData(ImputeStrategy.MostFrequent, 1)]
    [InlineData(ImputeStrategy.Constant, 0)]
    public void Numbers_are_filled_as_by_scikit_learn(ImputeStrategy strategy, double fill)
    {
        var filled = (NumberColumn)new SimpleImputer(strategy).Fit(s_numbers).Transform(s_numbers)[0];
        Assert.Equal([1, fill, 2, 2, 8, 1], filled.Values);
        Assert.Equal(0, filled.MissingCount);
    }

    [Fact]
    public void The_median_of_an_even_count_is_between_the_middle_two() =>
        Assert.Equal(["2.5"], new SimpleImputer(ImputeStrategy.Median).Fit(new NumberColumn("n", 4, 1, 2, 3)).Statistics);

    [Theory]
    [InlineData(ImputeStrategy.MostFrequent, "a")]
    [InlineData(ImputeStrategy.Constant, "missing_value")]
    public void Texts_are_filled_as_by_scikit_learn(ImputeStrategy strategy, string fill) =>
        Assert.Equal(fill, ((TextColumn)new SimpleImputer(strategy).Fit(s_texts).Transform(s_texts)[0])[1]);

    [Fact]
    public void A_given_constant_is_used() =>
        Assert.Equal(-1, ((NumberColumn)new SimpleImputer(ImputeStrategy.Constant, "-1").Fit(s_numbers).Transform(s_numbers)[0])[1]);

    [Fact]
    public void What_cannot_be_learned_is_an_error()
    {
        Assert.Throws<DataException>(() => new SimpleImputer().Fit(s_texts));
        Assert.Throws<DataException>(() => new SimpleImputer().Fit(new NumberColumn("n", double.NaN)));
        Assert.Throws<DataException>(() => new SimpleImputer(ImputeStrategy.Constant, "x").Fit(s_numbers));
    }
}

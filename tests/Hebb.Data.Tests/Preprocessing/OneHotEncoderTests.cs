using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;

namespace Hebb.Data.Tests.Preprocessing;

/// <summary>Golden values: eng/golden/tables.py.</summary>
public sealed class OneHotEncoderTests
{
    private static readonly TextColumn s_color = new("color", "red", "green", "blue", "green");
    private static readonly TextColumn s_size = new("size", "S", "M", "S", "S");

    [Theory]
    [InlineData(DropCategory.None, "color_blue,color_green,color_red,size_M,size_S", "00101,01010,10001,01001")]
    [InlineData(DropCategory.First, "color_green,color_red,size_S", "011,100,001,101")]
    [InlineData(DropCategory.IfBinary, "color_blue,color_green,color_red,size_S", "0011,0100,1001,0101")]
    public void Indicators_equal_those_of_scikit_learn_and_turn_back(DropCategory drop, string names, string rows)
    {
        OneHotEncoder encoder = new OneHotEncoder(drop: drop).Fit(s_color, s_size);
        NumberColumn[] indicators = encoder.Transform(s_color, s_size);
        Assert.Equal(names.Split(','), encoder.FeatureNames);
        Assert.Equal(names.Split(','), indicators.Select(column => column.Name));
        Assert.Equal(rows.Split(','), Enumerable.Range(0, 4).Select(row => string.Concat(indicators.Select(column => column.TextAt(row)))));
        TextColumn[] back = encoder.InverseTransform(indicators);
        Assert.Equal(s_color.List(), back[0].List());
        Assert.Equal(s_size.List(), back[1].List());
    }

    [Fact]
    public void An_unknown_category_is_zeros_when_ignored()
    {
        OneHotEncoder encoder = new OneHotEncoder(HandleUnknown.Ignore).Fit(s_color, s_size);
        NumberColumn[] indicators = encoder.Transform(new TextColumn("color", "pink"), new TextColumn("size", "M"));
        Assert.Equal("00010", string.Concat(indicators.Select(column => column.TextAt(0))));
        Assert.Null(encoder.InverseTransform(indicators)[0][0]);
    }

    [Fact]
    public void An_unknown_category_is_an_error_by_default()
    {
        DataException error = Assert.Throws<DataException>(() => new OneHotEncoder().Fit(s_size).Transform(new TextColumn("size", "S", "XL")));
        Assert.Contains("column 'size': row 1: 'XL' is an unknown category. Expected one of the 2 classes M, S.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Categories_that_are_numbers_are_sorted_by_value() =>
        Assert.Equal(["n_2", "n_10"], new OneHotEncoder().Fit(new NumberColumn("n", 10, 2, 10)).FeatureNames);
}

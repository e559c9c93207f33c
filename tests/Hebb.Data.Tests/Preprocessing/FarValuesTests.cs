using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;

namespace Hebb.Data.Tests.Preprocessing;

public sealed class FarValuesTests
{
    /// <summary>0, 0.25, … 4.75, each twice: NumPy gives mean 2.375, deviation 1.4415703243338496.</summary>
    private static readonly double[] s_ordinary = [.. Enumerable.Range(0, 40).Select(k => k * 7 % 20 / 4.0)];

    [Theory]
    [InlineData(new[] { 9999999.0, 8888888.0 }, new[] { 40, 41 })]
    [InlineData(new[] { 1e300 }, new[] { 40 })]
    [InlineData(new[] { 1.7e308, -1.7e308 }, new[] { 40, 41 })]
    [InlineData(new[] { -999.0, -999, -999 }, new[] { 40, 41, 42 })]
    [InlineData(new[] { 60.0 }, new[] { 40 })]
    [InlineData(new[] { 20.0 }, new int[0])]
    [InlineData(new[] { 20.0, 100, 400, 1000 }, new int[0])]
    public void Values_behind_a_gap_are_far(double[] more, int[] far)
    {
        NumberColumn column = new("x", [.. s_ordinary, .. more]);
        Assert.Equal(far, FarValues.Of(column)?.RowsIn(column) ?? []);
    }

    [Fact]
    public void Long_tails_codes_and_counts_are_not_far()
    {
        Assert.Null(FarValues.Of(new("exponential", [.. Enumerable.Range(0, 500).Select(i => Math.Exp(i / 50.0))])));
        Assert.Null(FarValues.Of(new("zeros", [.. Enumerable.Range(0, 500).Select(i => i % 40 == 0 ? 1.0 : 0)])));
        Assert.Null(FarValues.Of(new("constant", [.. Enumerable.Range(0, 500).Select(_ => 7.0)])));
        Assert.Null(FarValues.Of(new("few", 1, 2, 3, 1e9)));
        Assert.Null(FarValues.Of(new("many", [.. Enumerable.Range(0, 100).Select(i => i % 5 == 0 ? 1e9 : i)]))); // a fifth: a kind of its own
    }

    [Fact]
    public void Mean_and_deviation_are_those_of_the_ordinary_values_and_answers_are_bounded()
    {
        double[] x = [.. s_ordinary, 9999999, double.NaN];
        Table table = new(new NumberColumn("x", x), new TextColumn("y", [.. x.Select((_, i) => i % 2 == 0 ? "a" : "b")]));
        ColumnPipeline pipeline = ColumnPipeline.Fit(table, Schema.Infer(table, "y"));
        double[] given = [0, 4.75, 4.751, 9.5, 1e9, -1e300, double.NaN];
        float[] found = pipeline.Transform(new Table(new NumberColumn("x", given))).Values;

        // The missing value is filled in with the mean, so the deviation is that of 41 values.
        double scale = 1.4415703243338496 * Math.Sqrt(40.0 / 41), limit = 2.375 / scale;
        double[] z = [.. given.Select(value => double.IsNaN(value) ? 0 : (value - 2.375) / scale)];
        double[] expected = [.. z.Select(value => Math.Abs(value) <= limit ? value : Math.Sign(value) * ((2 * limit) - (limit * limit / Math.Abs(value))))];
        Assert.Equal(expected, found.Select(value => (double)value), (a, b) => Math.Abs(a - b) < 1e-5);

        using MemoryStream file = new();
        pipeline.Save(file);
        file.Position = 0;
        Assert.Equal(found, ColumnPipeline.Load(file).Transform(new Table(new NumberColumn("x", given))).Values);
    }

    [Fact]
    public void Without_far_values_columns_are_standardized_as_before()
    {
        Table table = new(new NumberColumn("x", s_ordinary), new TextColumn("y", [.. s_ordinary.Select((_, i) => i % 2 == 0 ? "a" : "b")]));
        Table given = new(new NumberColumn("x", 1e6));
        Assert.Equal((float)((1e6 - 2.375) / 1.4415703243338496), ColumnPipeline.Fit(table, Schema.Infer(table, "y")).Transform(given).Values[0]);
        ColumnPipeline looked = ColumnPipeline.Fit(table, Schema.Infer(table, "y"), new() { Far = new Dictionary<string, FarValues>() });
        float[] found = looked.Transform(new Table(new NumberColumn("x", 26, 1e30))).Values;
        Assert.Equal((float)((26 - 2.375) / 1.4415703243338496), found[0]);
        Assert.Equal((float)(20 * 2.375 / 1.4415703243338496), found[1]); // ten times as far as any of them is far: it is brought nearer
        DataException wrong = Assert.Throws<DataException>(() => looked.Transform(new Table(new NumberColumn("x", 1, 1e300))));
        Assert.Equal("1E+300", wrong.Value); // the guilty cell
    }

    [Fact]
    public void A_tail_so_long_that_the_deviation_says_nothing_becomes_ranks()
    {
        double[] x = [.. Enumerable.Range(0, 200).Select(i => Math.Pow(1.25, i))];
        Table table = new(new NumberColumn("x", x), new TextColumn("y", [.. x.Select((_, i) => i % 2 == 0 ? "a" : "b")]));
        float[] found = ColumnPipeline.Fit(table, Schema.Infer(table, "y")).Transform(table).Values;
        Assert.InRange(found[100] - found[50], 0.6, 0.75); // Φ⁻¹(½) − Φ⁻¹(¼) is 0.674
        Assert.All(found, value => Assert.InRange(value, -5.3f, 5.3f));
    }

    [Fact]
    public void An_error_about_numbers_too_large_names_their_cell()
    {
        double[] x = [.. Enumerable.Range(0, 60).Select(i => i % 4 == 1 ? (i == 53 ? -1e301 : 1e300) : i * 0.1)];
        Table table = new(new NumberColumn("x", x), new TextColumn("y", [.. x.Select((_, i) => i % 2 == 0 ? "a" : "b")]));
        DataException wrong = Assert.Throws<DataException>(() => ColumnPipeline.Fit(table, Schema.Infer(table, "y")));
        Assert.Equal(("x", "-1E+301"), (wrong.Column, wrong.Value));
        Assert.Contains("row 53: -1E+301 is too large to be scaled together with the others", wrong.Message, StringComparison.Ordinal);
        Table target = new(new NumberColumn("y", x), new NumberColumn("x", [.. x.Select((_, i) => (double)(i % 7))]));
        wrong = Assert.Throws<DataException>(() => ColumnPipeline.Fit(target, Schema.Infer(target, "y")));
        Assert.Equal(("y", "-1E+301"), (wrong.Column, wrong.Value));
    }
}

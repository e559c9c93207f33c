using System.Text;
using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;

namespace Hebb.Data.Tests.Preprocessing;

/// <summary>Ordinal numbers: eng/golden/scalers.py (scikit-learn 1.2.1). Hashes: the published vectors of FNV-1a. Dates: the calendar.</summary>
public sealed class EncoderTests
{
    private static readonly TextColumn[] s_shirts = [new("color", "red", "green", "blue", "green"), new("size", "S", "M", "S", "L")];

    private static ColumnPipeline Fit(Table table, Action<PipelineOptions>? change = null)
    {
        var options = new PipelineOptions();
        change?.Invoke(options);
        return ColumnPipeline.Fit(table, Schema.Infer(table, "y"), options);
    }

    private static ColumnPipeline Reloaded(ColumnPipeline pipeline)
    {
        using var stream = new MemoryStream();
        pipeline.Save(stream);
        stream.Position = 0;
        return ColumnPipeline.Load(stream);
    }

    private static TextColumn Labels(int rows) => new("y", [.. Enumerable.Range(0, rows).Select(row => row % 2 == 0 ? "a" : "b")]);

    [Fact]
    public void Ordinal_numbers_equal_those_of_scikit_learn()
    {
        NumberColumn[] coded = new OrdinalEncoder().Fit(s_shirts).Transform(s_shirts);
        Assert.Equal([2, 1, 0, 1], coded[0].Values.ToArray());
        Assert.Equal([2, 1, 2, 0], coded[1].Values.ToArray());
        OrdinalEncoder sizes = new OrdinalEncoder("S", "M", "L").Fit(s_shirts[1]);
        Assert.Equal([0, 1, 0, 2, double.NaN], sizes.Transform(new TextColumn("size", "S", "M", "S", "L", null))[0].Values.ToArray());
        Assert.Equal((string[])["S", "M", "S", "L"], sizes.InverseTransform(sizes.Transform(s_shirts[1]))[0].Values.ToArray()!);
        Assert.Contains(
            "'XL' is an unknown category", Assert.Throws<DataException>(() => sizes.Transform(new TextColumn("size", "XL"))).Message, StringComparison.Ordinal);
        Assert.Contains(
            "'L' is not in the order S, M",
            Assert.Throws<DataException>(() => new OrdinalEncoder("S", "M").Fit(s_shirts[1])).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 0xcbf29ce484222325)]
    [InlineData("a", 0xaf63dc4c8601ec8c)]
    [InlineData("foobar", 0x85944171f73967e8)]
    public void Hashes_are_those_of_FNV_1a(string text, ulong expected) => Assert.Equal(expected, HashingEncoder.Hash(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void A_hashed_value_has_one_place_and_a_missing_one_none()
    {
        NumberColumn[] hashed = new HashingEncoder(8).Transform(new TextColumn("city", "a", null, "a", "foobar"));
        Assert.Equal(["city_hash0", "city_hash7"], [hashed[0].Name, hashed[7].Name]);
        double[][] rows = [.. Enumerable.Range(0, 4).Select(row => hashed.Select(column => column[row]).ToArray())];
        Assert.Equal(rows[0], rows[2]);
        Assert.All(rows[1], value => Assert.Equal(0, value));
        Assert.Equal(1, rows[3].Sum(Math.Abs));
        Assert.Equal(1, rows[0][(int)((0xaf63dc4c8601ec8c >> 1) % 8)]); // the lowest bit of the hash is 0: the sign is plus
    }

    [Fact]
    public void Text_with_many_repeated_values_is_hashed_and_rare_text_is_dropped()
    {
        var table = new Table(
            new TextColumn("city", [.. Enumerable.Range(0, 2400).Select(row => $"c{row % 60}")]),
            new TextColumn("name", [.. Enumerable.Range(0, 2400).Select(row => $"n{row % 800}")]),
            Labels(2400));
        Schema schema = Schema.Infer(table, "y");
        Assert.Equal([ColumnKind.Hashed, ColumnKind.Text], schema.Columns.Take(2).Select(column => column.Kind));
        Assert.Contains("60 different values in 2400 rows, hashed into 32 columns", schema.Columns[0].Reason, StringComparison.Ordinal);
        ColumnPipeline pipeline = Fit(table);
        Assert.Equal(32, pipeline.FeatureNames.Count);
        Assert.Equal(pipeline.Transform(table).Values, Reloaded(pipeline).Transform(table).Values);
        Assert.Equal(8 + 32, Fit(table, options => options.Columns["name"] = new HashingEncoder(8)).FeatureNames.Count);
    }

    [Fact]
    public void Dates_are_taken_apart()
    {
        // 2024-01-01 was a Monday, 2024-04-01 too; 2022-07-02 was a Saturday.
        var table = new Table(new TextColumn("when", "2024-01-01 06:00", "2024-04-01 00:00", "2022-07-02 12:00", null), Labels(4));
        Assert.Equal("date, written as yyyy-MM-dd, 1 missing", Schema.Infer(table, "y").Columns[0].Reason);
        ColumnPipeline pipeline = Reloaded(Fit(table));
        Assert.Equal(
            ["year", "days", "month_sin", "month_cos", "weekday_sin", "weekday_cos", "hour_sin", "hour_cos"],
            pipeline.FeatureNames.Select(name => name["when_".Length..]));
        FeatureMatrix x = pipeline.Transform(table, out TransformReport report);
        double meanYear = (2024 + 2024 + 2022) / 3.0, deviation = Math.Sqrt(8.0 / 9);
        float[] first = [.. x.Row(0)];
        Assert.Equal((2024 - meanYear) / deviation, first[0], 1e-5);
        Assert.Equal(
            [0, 1, Math.Sin(2 * Math.PI / 7), Math.Cos(2 * Math.PI / 7), 1, 0], first[2..].Select(value => (double)value), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal(
            [1, 0, Math.Sin(2 * Math.PI / 7), Math.Cos(2 * Math.PI / 7), 0, 1],
            x.Row(1)[2..].ToArray().Select(value => (double)value),
            (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal(547.75 / 90.75, (x[0, 1] - x[2, 1]) / (x[1, 1] - x[0, 1]), 1e-4); // days from the third to the first and from the first to the second
        Assert.All(x.Row(3).ToArray(), value => Assert.Equal(0, value));
        Assert.Equal("when: 1 of 4 missing, filled in", report.ToString());
        Assert.Contains(
            "'1.1.2024' is not a date like those of the training rows",
            Assert.Throws<DataException>(() => pipeline.Transform(new Table(new TextColumn("when", "1.1.2024")))).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2024-05-31", 2024, 5, 31, 0)]
    [InlineData("2024-05-31T17:45:00Z", 2024, 5, 31, 17)]
    [InlineData("2024-05-31T17:45:00.123+02:00", 2024, 5, 31, 17)]
    [InlineData("2024-05-31 17:45", 2024, 5, 31, 17)]
    [InlineData("2024/05/31", 2024, 5, 31, 0)]
    [InlineData("31.05.2024 7:45", 2024, 5, 31, 7)]
    [InlineData("5/31/2024", 2024, 5, 31, 0)]
    [InlineData("31/05/2024", 2024, 5, 31, 0)]
    [InlineData("05/04/2024 11:30 PM", 2024, 5, 4, 23)]
    [InlineData("31 May 2024", 2024, 5, 31, 0)]
    [InlineData("May 31, 2024", 2024, 5, 31, 0)]
    [InlineData("1/5/14", 2014, 1, 5, 0)]
    [InlineData("31/12/49", 2049, 12, 31, 0)]
    [InlineData("31.12.50", 1950, 12, 31, 0)]
    [InlineData("2014-03", 2014, 3, 1, 0)]
    [InlineData("Jan 2014", 2014, 1, 1, 0)]
    [InlineData("January 2014", 2014, 1, 1, 0)]
    [InlineData("Jan-14", 2014, 1, 1, 0)]
    [InlineData("03/2014", 2014, 3, 1, 0)]
    [InlineData("2014Q1", 2014, 1, 1, 0)]
    [InlineData("2014-Q3", 2014, 7, 1, 0)]
    [InlineData("Q4 2014", 2014, 10, 1, 0)]
    [InlineData("01JAN2014", 2014, 1, 1, 0)]
    [InlineData("Fri, 31 May 2024", 2024, 5, 31, 0)]
    [InlineData("2024-05-31 17:45:00 +02:00", 2024, 5, 31, 17)]
    public void Common_dates_are_recognised(string text, int year, int month, int day, int hour)
    {
        var column = new TextColumn("d", text);
        DateTime date = ColumnDates.FormatOf(column)!.Parse(text)!.Value;
        Assert.Equal((year, month, day, hour), (date.Year, date.Month, date.Day, date.Hour));
    }

    [Theory]
    [InlineData("2024-02-30")]
    [InlineData("12345678")]
    [InlineData("192.168.10.10")]
    [InlineData("Paris 2024")]
    [InlineData("1-2-3-4")]
    public void What_is_no_date_is_not_taken_for_one(string text) => Assert.Null(ColumnDates.FormatOf(new TextColumn("d", text)));

    [Fact]
    public void One_other_value_keeps_a_column_from_being_dates() => Assert.Null(ColumnDates.FormatOf(new TextColumn("d", "31/05/2024", "05/31/2024")));

    [Fact]
    public void Yes_and_no_become_one_feature_in_every_spelling()
    {
        var table = new Table(new TextColumn("app", "yes", "NO", null, "Yes", "no", "true"), Labels(6));
        ColumnPipeline pipeline = Reloaded(Fit(table));
        Assert.Equal(["app"], pipeline.FeatureNames);
        // The fill is the most frequent text, "no" and "yes" and others once each: the first in sorted order, "NO".
        Assert.Equal([1, -1, -1, 1, -1, 1], pipeline.Transform(table).Values);
        Assert.Equal([0], pipeline.Transform(Row.Parse("app=maybe"), out TransformReport report).Values);
        Assert.Equal(1, report.Columns[0].Unknown);
        Assert.Equal(["no", "yes"], pipeline.CategoriesOf("app"));
    }

    [Fact]
    public void Missing_values_get_an_indicator_when_they_are_frequent()
    {
        double[] x = [.. Enumerable.Range(0, 100).Select(row => row % 10 == 0 ? double.NaN : row % 7)];
        var table = new Table(new NumberColumn("x", x), new NumberColumn("full", [.. Enumerable.Range(0, 100).Select(row => row % 3 * 0.5)]), Labels(100));
        Assert.EndsWith(", 10 missing", Schema.Infer(table, "y").Columns[0].Reason, StringComparison.Ordinal);
        ColumnPipeline pipeline = Reloaded(Fit(table));
        Assert.Equal(["x", "x_missing", "full"], pipeline.FeatureNames);
        FeatureMatrix features = pipeline.Transform(table);
        Assert.Equal((1, 0), (features[0, 1], features[1, 1]));
        Assert.Equal(0, features[0, 0], 1e-6);
        Assert.Equal(["x", "full"], ColumnPipeline.Fit(table, Schema.Infer(table, "y"), new() { MissingIndicators = MissingIndicators.None }).FeatureNames);
    }

    [Fact]
    public void Columns_can_be_prepared_as_the_user_wants_and_are_saved_so()
    {
        var table = new Table(
            new NumberColumn("id", [.. Enumerable.Range(0, 20).Select(row => (double)row)]),
            new NumberColumn("a", [.. Enumerable.Range(0, 20).Select(row => row % 5 * 0.5)]),
            new NumberColumn("b", [.. Enumerable.Range(0, 20).Select(row => row % 4 * 1.5)]),
            new TextColumn("size", [.. Enumerable.Range(0, 20).Select(row => row % 2 == 0 ? "S" : "L")]),
            Labels(20));
        ColumnPipeline pipeline = Fit(table, options =>
        {
            options.Columns["id"] = new MinMaxScaler();
            options.Columns["a"] = new QuantileTransformer(5, QuantileOutput.Normal);
            options.Columns["b"] = new RobustScaler();
            options.Columns["size"] = new OrdinalEncoder("S", "L");
        });
        Assert.Equal(["id", "a", "b", "size"], pipeline.FeatureNames);
        FeatureMatrix x = pipeline.Transform(table);
        Assert.Equal([0f, -5.1993375f, -1f, -1f], x.Row(0).ToArray(), (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.Equal(1, x[19, 0]);
        Assert.Equal(x.Values, Reloaded(pipeline).Transform(table).Values);
        Assert.Contains(
            "Did you mean 'size'?",
            Assert.Throws<DataException>(() => Fit(table, options => options.Columns["sise"] = new OrdinalEncoder())).Message,
            StringComparison.Ordinal);
    }
}

using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;

namespace Hebb.Data.Tests.Preprocessing;

/// <summary>Features for networks with embeddings: numbers, then what goes in as it is, then a code for each column of categories.</summary>
public sealed class GroupedFeaturesTests
{
    private static readonly Table s_table = new(
        new TextColumn("city", ["Rome", "Oslo", "Rome", "Oslo", "Bern", null, null, "Rome"]),
        new NumberColumn("age", [20, 30, double.NaN, 40, 50, 1e9, 70, 80]),
        new TextColumn("member", ["yes", "no", "yes", "no", "yes", "no", "yes", "no"]),
        new TextColumn("size", ["L", "M", "L", "M", "L", "M", "L", "M"]),
        new TextColumn("y", ["a", "b", "a", "b", "a", "b", "a", "b"]));

    private static readonly ColumnPipeline s_pipeline = Fit(MissingIndicators.None);

    [Fact]
    public void Features_of_one_kind_stand_beside_each_other()
    {
        Assert.Equal(["age", "member", "city", "size"], s_pipeline.FeatureNames);
        FeatureLayout layout = s_pipeline.Layout;
        Assert.Equal((1, 1, 2), (layout.Numbers, layout.Others, layout.Codes));
        Assert.Equal(["age", "member", "age_missing", "city", "size"], Fit(MissingIndicators.All).FeatureNames);
    }

    /// <summary>Unknown 0, Oslo 1, Rome 2, missing 3; unknown 4, L 5, M 6. Bern is there once, so it stands for what is unknown.</summary>
    [Fact]
    public void Codes_count_on_from_column_to_column()
    {
        float[] x = s_pipeline.Transform(s_table).Values;
        Assert.Equal([2, 1, 2, 1, 0, 3, 3, 2], Enumerable.Range(0, 8).Select(row => x[(row * 4) + 2]));
        Assert.Equal([5, 6, 5, 6, 5, 6, 5, 6], Enumerable.Range(0, 8).Select(row => x[(row * 4) + 3]));
        Assert.Equal(7, s_pipeline.Layout.Categories);
    }

    [Fact]
    public void An_unknown_category_is_reported_and_takes_the_first_code()
    {
        Dictionary<string, string?> row = new() { ["city"] = "Paris", ["age"] = "30", ["member"] = "yes" };
        float[] x = s_pipeline.Transform(row, out TransformReport report).Values;
        Assert.Equal([0, 4], x[2..]); // no size was given, and none was missing in training: unknown
        ColumnReport city = report.Columns.Single(column => column.Unknown > 0);
        Assert.Equal(("city", 1), (city.Column, city.Unknown));
    }

    /// <summary>Ranks: a slip of 1e9 lies as far from the median as the smallest number, and what is missing is the median.</summary>
    [Fact]
    public void Numbers_become_ranks()
    {
        float[] age = [.. Enumerable.Range(0, 8).Select(row => s_pipeline.Transform(s_table).Values[row * 4])];
        Assert.Equal(-age[0], age[5], 1e-5);
        Assert.Equal(0, age[2], 1e-6);
        Assert.Equal(age.Where((_, row) => row != 2).Order(), new[] { 0, 1, 3, 4, 6, 7, 5 }.Select(row => age[row]));
    }

    [Fact]
    public void A_file_gives_the_same_numbers_again()
    {
        using MemoryStream file = new();
        Fit(MissingIndicators.All).Save(file);
        file.Position = 0;
        ColumnPipeline read = ColumnPipeline.Load(file);
        Assert.Equal(Fit(MissingIndicators.All).Transform(s_table).Values, read.Transform(s_table).Values);
        Assert.Equal(Fit(MissingIndicators.All).FeatureNames, read.FeatureNames);
    }

    [Fact]
    public void Trees_see_the_codes_of_a_column_alone()
    {
        PlainColumn size = s_pipeline.Plain(s_table).Single(column => column.Name == "size");
        Assert.Equal(3, size.CategoryCount);
        Assert.Equal([1, 2, 1, 2, 1, 2, 1, 2], size.Values);
        Assert.Equal([2, 1, 2, 1, 0, double.NaN, double.NaN, 2], s_pipeline.Plain(s_table).Single(column => column.Name == "city").Values);
    }

    private static ColumnPipeline Fit(MissingIndicators indicators) => ColumnPipeline.Fit(
        s_table, Schema.Infer(s_table, "y", new() { MaxCategories = int.MaxValue }).With("city", ColumnKind.Category).With("size", ColumnKind.Category),
        new() { ForEmbeddings = true, MissingIndicators = indicators });
}

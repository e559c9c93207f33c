using Hebb.Data;
using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;
using Hebb.Learning.Trees;

namespace Hebb.Learning.Tests.Trees;

/// <summary>Tables as trees see them.</summary>
public sealed class TreeTableTests
{
    private static readonly Table s_table = new(
        new NumberColumn("size", [.. Enumerable.Range(0, 60).Select(i => i % 10 == 3 ? double.NaN : i * 1e6)]),
        new TextColumn("city", [.. Enumerable.Range(0, 60).Select(i => i % 7 == 0 ? null : (string?)((string[])["Bonn", "Köln", "Rom"])[i % 3])]),
        new TextColumn("flag", [.. Enumerable.Range(0, 60).Select(i => i == 5 ? null : i % 2 == 0 ? "yes" : "no")]),
        new TextColumn("day", [.. Enumerable.Range(0, 60).Select(i => i == 8 ? null : $"2024-{(i % 12) + 1:D2}-{(i % 28) + 1:D2}")]),
        new TextColumn("y", [.. Enumerable.Range(0, 60).Select(i => i < 30 ? "a" : "b")]));

    private static readonly ColumnPipeline s_pipeline = ColumnPipeline.Fit(s_table, Schema.Infer(s_table, "y")
        .With("size", ColumnKind.Number).With("city", ColumnKind.Category).With("flag", ColumnKind.Boolean).With("day", ColumnKind.Date));

    [Fact]
    public void Numbers_and_categories_are_as_they_are_and_what_is_missing_stays_so()
    {
        TreeColumn[] columns = TreeColumn.Of(s_table, s_pipeline);
        Assert.Equal([0, 3, 0, .. new int[6]], columns.Select(column => column.CategoryCount));
        Assert.Equal(["size", "city", "flag", "day_year", "day_days"], columns[..5].Select(column => column.Name));
        Assert.Equal(s_table.Number("size").Values, columns[0].Values);
        Assert.Equal([double.NaN, 1, 2, 0, 1, 2, 0, double.NaN], columns[1].Values[..8]); // Bonn, Köln, Rom
        Assert.Equal([1, -1, 1, -1, 1, double.NaN], columns[2].Values[..6]);
        Assert.All(columns[3..], column => Assert.Equal(8, Array.FindIndex(column.Values, double.IsNaN)));
        FeatureMatrix features = s_pipeline.Transform(s_table);
        int year = features.FeatureNames.ToList().IndexOf("day_days");
        Assert.Equal(features[17, year], columns[4].Values[17]);
    }

    [Fact]
    public void Unknown_categories_and_absent_cells_of_a_row_are_missing()
    {
        Table row = new(
            new TextColumn("city", "Paris"), new TextColumn("size", "12"), new TextColumn("flag", (string?)null), new TextColumn("day", "2024-02-03"));
        TreeColumn[] columns = TreeColumn.Of(row, s_pipeline);
        Assert.Equal([12, double.NaN, double.NaN], columns[..3].Select(column => column.Values[0]));
        Assert.Contains("size", Assert.Throws<DataException>(() => TreeColumn.Of(row.Drop("size"), s_pipeline)).Message, StringComparison.Ordinal);
    }

    /// <summary>Categories that are numbers are known in any way to write them; texts with many values are hashed.</summary>
    [Fact]
    public void Codes_that_are_numbers_and_hashed_texts()
    {
        Table table = new(
            new NumberColumn("code", [.. Enumerable.Range(0, 40).Select(i => (double)(i % 4 * 10))]),
            new TextColumn("name", [.. Enumerable.Range(0, 40).Select(i => i == 1 ? null : $"n{i}")]),
            new NumberColumn("y", [.. Enumerable.Range(0, 40).Select(i => i * 0.5)]));
        ColumnPipeline pipeline = ColumnPipeline.Fit(table, Schema.Infer(table, "y").With("code", ColumnKind.Category).With("name", ColumnKind.Hashed));
        TreeColumn[] columns = TreeColumn.Of(table, pipeline);
        Assert.Equal([0, 1, 2, 3], columns[0].Values[..4]);
        Assert.Equal([4, 64], columns.Select(column => column.CategoryCount));
        (int place, int sign) = HashingEncoder.Place("n0", 32);
        Assert.Equal([(2 * place) + (sign > 0 ? 1 : 0), double.NaN], columns[1].Values[..2]);
        Assert.True(columns[1].Values.Distinct().Count() > 15);
        Table written = new(new TextColumn("code", "20.0"), new TextColumn("name", "n0"));
        Assert.Equal(2, TreeColumn.Of(written, pipeline)[0].Values[0]);
    }

    [Fact]
    public void More_categories_than_trees_take_are_refused_by_name()
    {
        Table table = new(
            new TextColumn("name", [.. Enumerable.Range(0, 40).Select(i => $"n{i}")]),
            new NumberColumn("y", [.. Enumerable.Range(0, 40).Select(i => i * 0.5)]));
        PipelineOptions options = new() { Columns = { ["name"] = new HashingEncoder(40_000) } };
        ColumnPipeline pipeline = ColumnPipeline.Fit(table, Schema.Infer(table, "y"), options);
        DataException error = Assert.Throws<DataException>(() => TreeColumn.Of(table, pipeline));
        Assert.Contains("80000 categories", error.Message, StringComparison.Ordinal);
        Assert.Equal("name", error.Column);
    }

    [Fact]
    public void The_target_is_encoded_as_for_networks()
    {
        TreeRows rows = TreeRows.Of(s_table, s_pipeline);
        Assert.Equal((60, 9), (rows.Count, rows.Columns.Count));
        Assert.Equal(s_pipeline.EncodeTarget(s_table).Select(value => (double)value), rows.Target);
    }
}

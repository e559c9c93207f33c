using Hebb.Data.Csv;
using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;

namespace Hebb.Data.Tests.Preprocessing;

public sealed class ColumnPipelineTests
{
    // Ages 20, 30 and the mean 25 for the gap: mean 25, population variance (25 + 25 + 0 + 0) / 4.
    private static readonly Table s_training = new(
        new NumberColumn("Age", 20, 30, double.NaN, 25),
        new TextColumn("Country", "Spain", "France", null, "France"),
        new TextColumn("Churned", "yes", "no", "no", "yes"));

    private static readonly double s_scale = Math.Sqrt(12.5);

    private static ColumnPipeline Fitted(PipelineOptions? options = null) => ColumnPipeline.Fit(s_training, Schema.Infer(s_training, "Churned"), options);

    private static string Message(Action act) => Assert.Throws<DataException>(act).Message;

    /// <summary>Numbers, categories, dates and what says that a value was missing: shuffling them is shuffling the column.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Shuffled_numbers_are_those_of_a_shuffled_column(bool forEmbeddings)
    {
        int[] rows = [.. Enumerable.Range(0, 30)], order = [.. rows.Select(row => row * 7 % 30)];
        Table table = new(
            new NumberColumn("n", [.. rows.Select(row => row % 4 == 0 ? double.NaN : row)]),
            new TextColumn("c", [.. rows.Select(row => row % 3 == 0 ? null : $"c{row % 5}")]),
            new TextColumn("d", [.. rows.Select(row => $"2024-01-{row + 1:D2}")]),
            new TextColumn("b", [.. rows.Select(row => row % 2 == 0 ? "yes" : "no")]),
            new TextColumn("y", [.. rows.Select(row => row % 3 == 0 ? "p" : "q")]));
        ColumnPipeline pipeline = ColumnPipeline.Fit(
            table, Schema.Infer(table, "y"), new() { ForEmbeddings = forEmbeddings, MissingIndicators = MissingIndicators.All });
        FeatureMatrix features = pipeline.Transform(table);
        foreach (string name in pipeline.ColumnNames)
        {
            Table shuffled = new(table.Columns.Select(column => column.Name == name ? column.Take(order) : column));
            Assert.Equal(pipeline.Transform(shuffled).Values, pipeline.Shuffled(features, name, order).Values);
        }

        Assert.Equal(4, pipeline.ColumnNames.Count);
    }

    /// <summary>Plain numbers are read at once; one that is not, such as a number in groups, says how the row is written, as in a file.</summary>
    [Theory]
    [InlineData("1234567.5", "3", 1234567.5)]
    [InlineData("1,234,567.5", "3.25", 1234567.5)]
    [InlineData("1.234.567", "3", 1234567)]
    [InlineData("12,5", "3", 12.5)]
    [InlineData(" 12.5 ", "3", 12.5)]
    [InlineData("-999", "3", -999)]
    public void A_number_of_a_row_is_read_as_it_is_written(string text, string other, double number)
    {
        Table training = new(new NumberColumn("a", 1, 2, 4), new NumberColumn("b", 3, 4, 6), new TextColumn("y", "p", "q", "p"));
        ColumnPipeline pipeline = ColumnPipeline.Fit(training, Schema.Infer(training, "y"), new() { Standardize = false });
        FeatureMatrix row = pipeline.Transform(new Dictionary<string, string?> { ["a"] = text, ["b"] = other });
        Assert.Equal((float)number, row[0, 0]);
        Assert.Equal(pipeline.Transform(new Table(new TextColumn("a", text), new TextColumn("b", other))).Values, row.Values);
    }

    [Fact]
    public void Numbers_are_imputed_and_standardized_and_categories_become_indicators()
    {
        FeatureMatrix x = Fitted().Transform(s_training, out TransformReport report);
        Assert.Equal(["Age", "Country_France", "Country_Spain"], x.FeatureNames);
        Assert.Equal([(float)(-5 / s_scale), 0, 1, (float)(5 / s_scale), 1, 0, 0, 1, 0, 0, 1, 0], x.Values);
        Assert.Equal(1, x[1, 1]);
        Assert.Equal("Age: 1 of 4 missing, filled in\nCountry: 1 of 4 missing, filled in", report.ToString());
    }

    /// <summary>Rows of a large table are copied in blocks; what is learned and written is that of a copy of all of them.</summary>
    [Fact]
    public void Some_rows_are_prepared_as_a_table_of_them_is()
    {
        int[] rows = [.. Enumerable.Range(0, 110_000).Select(row => row * 7 % 120_000)];
        Table table = new(
            new NumberColumn("x", [.. Enumerable.Range(0, 120_000).Select(row => row % 11 == 0 ? double.NaN : row * 37 % 120_000)]),
            new TextColumn("c", [.. Enumerable.Range(0, 120_000).Select(row => row % 5 == 0 ? null : $"c{row % 3}")]),
            new TextColumn("y", [.. Enumerable.Range(0, 120_000).Select(row => row % 2 == 0 ? "a" : "b")]));
        Schema schema = Schema.Infer(table, "y");
        PipelineOptions options = new() { ForEmbeddings = true };
        ColumnPipeline pipeline = ColumnPipeline.FitRows(table, rows, schema, options), copied = ColumnPipeline.Fit(table.Take(rows), schema, options);
        Assert.Equal(Saved(copied), Saved(pipeline));
        (FeatureMatrix x, float[] y) = pipeline.Transform(table, rows);
        Assert.Equal(pipeline.Transform(table.Take(rows)).Values, x.Values);
        Assert.Equal(pipeline.EncodeTarget(table.Take(rows)), y);
        Assert.Equal((110_000, pipeline.FeatureNames.Count), (x.Rows, x.Columns));
        Assert.Equal(0, pipeline.Transform(table, []).Features.Rows);

        static byte[] Saved(ColumnPipeline pipeline)
        {
            using MemoryStream stream = new();
            pipeline.Save(stream);
            return stream.ToArray();
        }
    }

    [Fact]
    public void Classes_are_numbered_in_sorted_order_and_decoded()
    {
        ColumnPipeline pipeline = Fitted();
        Assert.Equal([1, 0, 0, 1], pipeline.EncodeTarget(s_training));
        Assert.Equal(["no", "yes"], pipeline.Target.Classes);
        Assert.Equal(["yes", "no"], pipeline.Target.DecodeClasses(1, 0));
    }

    [Fact]
    public void Nothing_is_learned_from_other_rows()
    {
        ColumnPipeline pipeline = Fitted();
        FeatureMatrix x = pipeline.Transform(new Table(new NumberColumn("Age", 1000, double.NaN), new TextColumn("Country", "Spain", "Spain")));
        Assert.Equal((float)(975 / s_scale), x[0, 0]);
        Assert.Equal(0, x[1, 0]);
    }

    [Fact]
    public void Columns_may_stand_in_any_order_with_others_and_without_the_target()
    {
        var table = new Table(new TextColumn("Country", "France"), new TextColumn("Other", "z"), new NumberColumn("Age", 30));
        Assert.Equal([(float)(5 / s_scale), 1, 0], Fitted().Transform(table).Values);
    }

    [Fact]
    public void Unknown_categories_are_zeros_and_counted()
    {
        FeatureMatrix x = Fitted().Transform(new Table(new NumberColumn("Age", 25, 25), new TextColumn("Country", "Peru", "Peru")), out TransformReport report);
        Assert.Equal([0, 0, 0, 0, 0, 0], x.Values);
        ColumnReport column = Assert.Single(report.Columns);
        Assert.Equal(("Country", 0, 2, "Peru"), (column.Column, column.Imputed, column.Unknown, Assert.Single(column.UnknownExamples)));
        Assert.Contains(
            "row 1: 'Peru' is an unknown category",
            Message(() => Fitted(new() { HandleUnknown = HandleUnknown.Error })
                .Transform(new Table(new NumberColumn("Age", 1, 1), new TextColumn("Country", "Spain", "Peru")))),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_column_is_an_error_with_a_suggestion() =>
        Assert.Contains(
            "The column 'Country' is missing. Did you mean 'Contry'?",
            Message(() => Fitted().Transform(new Table(new NumberColumn("Age", 1), new TextColumn("Contry", "x")))),
            StringComparison.Ordinal);

    [Fact]
    public void A_bad_number_in_a_file_is_an_error_with_file_line_column_and_value()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "new.csv");
        File.WriteAllText(path, "Age,Country\n25,Spain\nforty,Spain\n");
        CsvTable table = CsvReader.Read(path);
        DataException error = Assert.Throws<DataException>(() => Fitted().Transform(table.Take(1, 0)));
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        Assert.Equal(("new.csv", 3, "Age", "forty"), (error.File, error.Line, error.Column, error.Value));
        Assert.StartsWith("new.csv, line 3, column 'Age': 'forty' is not a number", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_too_large_for_the_network_is_an_error() =>
        Assert.Contains(
            "too far from the training values",
            Message(() => Fitted().Transform(new Table(new NumberColumn("Age", 1e300), new TextColumn("Country", "Spain")))),
            StringComparison.Ordinal);

    [Fact]
    public void A_row_may_leave_columns_out_but_not_misspell_them()
    {
        ColumnPipeline pipeline = Fitted();
        Assert.Equal([(float)(5 / s_scale), 1, 0], pipeline.Transform(Row.Parse("Age=30"), out TransformReport report).Values);
        Assert.Equal(["Country"], report.Columns.Select(column => column.Column));
        Assert.Equal(pipeline.Transform(Row.Parse("Age=?")).Values, pipeline.Transform(Row.Parse("")).Values);
        Assert.Contains("no column 'Agee'. Did you mean 'Age'?", Message(() => pipeline.Transform(Row.Parse("Agee=40"))), StringComparison.Ordinal);
        Assert.Contains("column 'Age': 'old' is not a number", Message(() => pipeline.Transform(Row.Parse("Age=old"))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_regression_target_is_standardized_and_turned_back()
    {
        // 10, 20, 30: mean 20, population variance 200 / 3.
        var table = new Table(new NumberColumn("x", 0.5, 1, 2), new NumberColumn("y", 10, 20, 30.5));
        ColumnPipeline pipeline = ColumnPipeline.Fit(table.Take(0, 1), Schema.Infer(table, "y"));
        Assert.Equal([-1, 1], pipeline.EncodeTarget(table.Take(0, 1)));
        Assert.Equal([15, 25], pipeline.Target.DecodeNumbers(0, 2));
        ColumnPipeline plain = ColumnPipeline.Fit(table, Schema.Infer(table, "y"), new() { StandardizeTarget = false, Standardize = false });
        Assert.Equal([10, 20, 30.5f], plain.EncodeTarget(table));
        Assert.Equal([0.5f, 1, 2], plain.Transform(table).Values);
    }

    [Fact]
    public void A_category_of_numbers_is_the_same_in_every_spelling()
    {
        var table = new Table(new NumberColumn("zip", 10, 2, 10, 2), new TextColumn("y", "a", "b", "a", "b"));
        ColumnPipeline pipeline = ColumnPipeline.Fit(table, Schema.Infer(table, "y").With("zip", ColumnKind.Category));
        Assert.Equal(["zip_2", "zip_10"], pipeline.FeatureNames);
        Assert.Equal([0, 1], pipeline.Transform(Row.Parse("zip=10.0")).Values);
    }

    [Fact]
    public void A_dropped_category_gets_no_indicator()
    {
        FeatureMatrix x = Fitted(new() { Drop = DropCategory.IfBinary }).Transform(s_training);
        Assert.Equal(["Age", "Country_Spain"], x.FeatureNames);
        Assert.Equal([1, 0, 0, 0], Enumerable.Range(0, 4).Select(row => x[row, 1]));
    }

    [Fact]
    public void Targets_that_cannot_be_learned_are_errors_with_the_remedy()
    {
        var missing = new Table(new NumberColumn("x", 0.5, 1, 2), new TextColumn("y", "a", null, "b"));
        Assert.Contains(
            "row 1: the value to predict is missing", Message(() => ColumnPipeline.Fit(missing, Schema.Infer(missing, "y"))), StringComparison.Ordinal);
        Assert.Contains(
            "All training rows have the class 'a'", Message(() => ColumnPipeline.Fit(missing.Take(0), Schema.Infer(missing, "y"))), StringComparison.Ordinal);
        Assert.Contains(
            "'maybe' is not a class of the training rows",
            Message(() => Fitted().EncodeTarget(new Table(new TextColumn("Churned", "yes", "maybe")))),
            StringComparison.Ordinal);
        var only = new Table(new TextColumn("same", "s", "s"), new TextColumn("y", "a", "b"));
        Assert.Contains(
            "No column is left to learn from. 'same': dropped: the only value is 's'",
            Message(() => ColumnPipeline.Fit(only, Schema.Infer(only, "y"))),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_feature_without_values_in_the_training_rows_is_an_error_with_the_remedy()
    {
        var table = new Table(new NumberColumn("x", double.NaN, double.NaN, 2, 3.5), new TextColumn("y", "a", "b", "a", "b"));
        Assert.Contains(
            "schema.With(\"x\", ColumnKind.Dropped)", Message(() => ColumnPipeline.Fit(table.Take(0, 1), Schema.Infer(table, "y"))), StringComparison.Ordinal);
    }
}

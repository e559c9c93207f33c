using Hebb.Data;
using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;
using Hebb.Learning.Tables;
using Hebb.Learning.Tests.Tuning;
using Hebb.Learning.Tuning;
using Hebb.Ops;

namespace Hebb.Learning.Tests.Tables;

/// <summary>Tables that are odd: the recipe "best" trains on each, predicts, and answers rows whose values are unknown or missing.</summary>
public sealed class EnsembleEdgesTests
{
    private static readonly TableTrainerOptions s_short = new() { Recipe = TableRecipe.Best, Members = 2, Layers = [8], Epochs = 1, Seed = 1 };

    /// <summary>The tables by name.</summary>
    public static TheoryData<string> Names =>
    [
        "thousand categories", "constant column", "twenty rows", "two thousand columns", "three hundred columns of words", "fifty classes", "missing column",
        "two rows of a class", "one column", "one column of words", "all numbers equal but one", "words that are mostly missing",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void Odd_tables_are_learned_and_odd_rows_answered(string name)
    {
        Table table = Of(name);
        TrainedTable trained = TableTrainer.Train(table, "y", s_short);

        // A linear model takes no column of very many words, and has no scale for 2 and 1e300: the one is left out, the other noted.
        Assert.Equal(name == "all numbers equal but one" ? 1 : 0, trained.Notes.Count);
        Assert.Equal(name is "thousand categories" or "all numbers equal but one", trained.Linear is null);
        TableModel model = trained.Trained;
        Assert.All(model.Predict(table).Outputs, output => Assert.True(float.IsFinite(output)));
        string first = model.Pipeline.ColumnNames[0];
        Dictionary<string, string?> nothing = new() { [first] = null };
        Assert.All(model.Predict(nothing).Outputs, output => Assert.True(float.IsFinite(output)));
        if (model.Pipeline.Inputs[0].Type == InputType.Category)
        {
            Assert.All(model.Predict(new Dictionary<string, string?> { [first] = "never seen" }, out TransformReport report).Outputs,
                output => Assert.True(float.IsFinite(output)));
            Assert.Equal(1, report.Columns.Single(column => column.Column == first).Unknown);
        }

        if (model.Pipeline.ColumnNames.Count < 10)
        {
            Assert.Contains(first, PermutationImportance.Of(model, table, repeats: 1).Select(column => column.Column));
        }

        Assert.NotEmpty(PartialDependence.Of(model, table.Take([.. Rows(20)]), first, 3).Points);
    }

    /// <summary>The first layer does not grow with the table: numbers share 2,048 outputs, and beyond 512 numbers each goes in as it is.</summary>
    [Theory]
    [InlineData(256, 2048)]
    [InlineData(300, 1800)]
    [InlineData(512, 2048)]
    [InlineData(600, 600)]
    public void Wide_tables_have_fewer_outputs_for_each_number(int columns, int inputs) =>
        Assert.Equal($"2 × {inputs}-8-1", TableTrainer.Prepare(Numbers(30, columns), "y", s_short).Architecture);

    [Fact]
    public void Tables_that_say_nothing_are_refused_by_name()
    {
        Table table = new(new NumberColumn("x", [.. Enumerable.Repeat(3.0, 40)]), Classes(40, 2));
        Assert.Contains("x", Assert.Throws<DataException>(() => TableTrainer.Prepare(table, "y", s_short)).Message, StringComparison.Ordinal);
        Table few = Numbers(9, 2);
        Assert.Contains("Expected at least 10", Assert.Throws<DataException>(() => TableTrainer.Prepare(few, "y", s_short)).Message, StringComparison.Ordinal);
    }

    /// <summary>Folds are learned as the whole table would be: cross-fitted, by members that each leave out other rows.</summary>
    [Fact]
    public void An_ensemble_is_cross_validated()
    {
        TableCrossValidation folds = TableCrossValidation.Run(TableTunerTests.Rings(100), "y", 2, s_short);
        Assert.Equal(2, folds.Metrics.Count);
        Assert.Equal(100, folds.Predictions!.Rows);
    }

    private static Table Of(string name) => name switch
    {
        "thousand categories" => new(
            new TextColumn("word", [.. Rows(4000).Select(row => $"word {row * 7 % 1000}")]),
            new TextColumn("y", [.. Rows(4000).Select(row => row % 3 == 0 ? "a" : "b")])),
        "constant column" => new([new TextColumn("same", [.. Rows(60).Select(_ => "x")]), .. Numbers(60, 2).Columns]),
        "twenty rows" => Numbers(20, 3),
        "two thousand columns" => Numbers(40, 2000),
        "three hundred columns of words" => new([
            .. Rows(300).Select(column => new TextColumn($"c{column}", [.. Rows(40).Select(row => $"v{row * (column % 11 + 2) % 40 / 8}")])),
            Classes(40, 2),
        ]),
        "fifty classes" => new([.. Numbers(300, 2).Columns.SkipLast(1), Classes(300, 50)]),
        "missing column" => new([new NumberColumn("none", [.. Rows(60).Select(_ => double.NaN)]), .. Numbers(60, 2).Columns]),
        "two rows of a class" => new([
            .. Numbers(60, 2).Columns.SkipLast(1), new TextColumn("y", [.. Rows(60).Select(row => row is 5 or 40 ? "rare" : $"{row % 2}")]),
        ]),
        "one column" => Numbers(600, 1),
        "one column of words" => new(new TextColumn("word", [.. Rows(60).Select(row => $"w{row % 4}")]), Classes(60, 2)),
        "all numbers equal but one" => new(new NumberColumn("x", [.. Rows(60).Select(row => row == 8 ? 1e300 : 2.0)]), Classes(60, 2)),
        _ => new([
            new TextColumn("word", [.. Rows(80).Select(row => row < 60 ? null : $"w{row % 3}")]), .. Numbers(80, 1).Columns.SkipLast(1), Classes(80, 2),
        ]),
    };

    private static IEnumerable<int> Rows(int count) => Enumerable.Range(0, count);

    private static TextColumn Classes(int rows, int classes) => new("y", [.. Rows(rows).Select(row => $"class {row * 13 % classes}")]);

    private static Table Numbers(int rows, int columns)
    {
        SplitMix64 random = SplitMix64.Of(5, columns);
        double[][] values = [.. Enumerable.Range(0, columns).Select(_ => Rows(rows).Select(_ => random.NextDouble()).ToArray())];
        return new([
            .. values.Select((column, i) => new NumberColumn($"x{i}", column)), new TextColumn("y", [.. values[0].Select(value => value > 0.5 ? "yes" : "no")]),
        ]);
    }
}

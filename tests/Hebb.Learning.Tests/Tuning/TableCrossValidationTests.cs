using Hebb.Data;
using Hebb.Data.Tables;
using Hebb.Learning.Tables;
using Hebb.Learning.Tuning;
using Hebb.Tuning;

namespace Hebb.Learning.Tests.Tuning;

public sealed class TableCrossValidationTests
{
    private static readonly TableTrainerOptions s_short = new() { Epochs = 3, Layers = [4] };

    [Fact]
    public void Each_row_is_answered_by_a_network_that_has_not_seen_it()
    {
        Table table = TableTunerTests.Rings(100);
        TableCrossValidation all = TableCrossValidation.Run(table, "y", 4, s_short);
        Assert.Equal(4, all.Metrics.Count);
        Assert.Equal(Enumerable.Range(0, 100), all.Predictions!.Number("row").Values.ToArray().Select(row => (int)row).Order());
        Assert.Equal(["row", "prediction", "probability_no", "probability_yes"], all.Predictions.Columns.Select(column => column.Name));

        // The figures of the folds follow from the answers.
        string?[] truth = [.. Enumerable.Range(0, 100).Select(table["y"].TextAt)];
        double right = Enumerable.Range(0, 100).Count(i => all.Predictions["prediction"].TextAt(i) == truth[(int)all.Predictions.Number("row").Values[i]]);
        Assert.Equal(right / 100, all.Mean("accuracy"), 1e-12); // folds of equal size
        Assert.Contains("accuracy", all.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_pipeline_is_learned_for_each_fold()
    {
        // One huge value would move the mean of all rows; the fold that tests it must not know it.
        double[] x = [.. Enumerable.Range(0, 50).Select(row => row == 7 ? 1e6 : row * 0.618034 % 1)];
        Table table = new(new NumberColumn("x", x), new TextColumn("y", [.. Enumerable.Range(0, 50).Select(row => row % 2 == 0 ? "a" : "b")]));
        TablePlan usual = TableTrainer.Prepare(table, "y", s_short);
        Fold fold = new([.. Enumerable.Range(0, 50).Where(row => row != 7 && row != 8)], [7, 8]);
        Table only = new(new NumberColumn("x", [.. x.Select((value, row) => row == 7 ? 0.5 : value)]), table["y"]);
        Table seen = TableCrossValidation.Run(usual, [fold]).Predictions!,
            other = TableCrossValidation.Run(TableTrainer.Prepare(only, "y", s_short), [fold]).Predictions!;
        Assert.Equal(other.Number("probability_a").Values[1], seen.Number("probability_a").Values[1]); // row 8: the same whatever row 7 holds
        Assert.NotEqual(other.Number("probability_a").Values[0], seen.Number("probability_a").Values[0]);
    }

    [Fact]
    public void Groups_stay_together_and_are_not_learned_from()
    {
        Table table = new([.. TableTunerTests.Rings(90).Columns, new TextColumn("patient", [.. Enumerable.Range(0, 90).Select(row => $"p{row / 3 % 12}")])]);
        TableCrossValidation all = TableCrossValidation.Run(table, "y", 3, s_short, groups: "patient");
        Assert.All(all.Folds, fold => Assert.Empty(fold.Train.Select(row => row / 3 % 12).Intersect(fold.Test.Select(row => row / 3 % 12))));
    }

    [Fact]
    public void Repeats_numbers_and_cancelling()
    {
        Table table = new(
            new NumberColumn("x", [.. Enumerable.Range(0, 60).Select(row => row * 0.618034 % 1)]),
            new NumberColumn("y", [.. Enumerable.Range(0, 60).Select(row => row * 0.618034 % 1 * 3)]));
        TableCrossValidation twice = TableCrossValidation.Run(table, "y", 3, s_short, repeats: 2);
        Assert.Equal(6, twice.Metrics.Count);
        Assert.Equal(120, twice.Predictions!.Rows);
        double[] values = [.. twice.Metrics.Select(fold => fold["rmse"])];
        Assert.Equal(Math.Sqrt(values.Sum(v => Math.Pow(v - values.Average(), 2)) / 5), twice.StandardDeviation("rmse"), 1e-12);
        TableCrossValidation none = TableCrossValidation.Run(table, "y", 3, s_short, cancellation: new CancellationToken(canceled: true));
        Assert.True(none.WasCancelled && none.Predictions is null && none.Metrics.Count == 0);
    }

    [Fact]
    public void A_class_with_too_few_rows_is_named()
    {
        Table table = new(
            new NumberColumn("x", [.. Enumerable.Range(0, 40).Select(row => (double)row % 7)]),
            new TextColumn("y", [.. Enumerable.Range(0, 40).Select(row => row < 4 ? "rare" : "usual")]));
        Assert.Contains("only 4 rows", Assert.Throws<DataException>(() => TableCrossValidation.Run(table, "y", 5, s_short)).Message, StringComparison.Ordinal);
        Assert.Throws<DataException>(() => TableCrossValidation.Run(table, "z", 5, s_short));
        Assert.Throws<DataException>(() => TableCrossValidation.Run(table, "y", 3, s_short, groups: "patient"));
    }
}

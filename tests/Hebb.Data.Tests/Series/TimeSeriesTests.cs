using Hebb.Data.Csv;
using Hebb.Data.Series;
using Hebb.Data.Tables;

namespace Hebb.Data.Tests.Series;

/// <summary>Column a counts the rows and b is 100 more, so every number says where it comes from.</summary>
public sealed class TimeSeriesTests
{
    private static Table Counting(int rows) => new(
        new NumberColumn("a", [.. Enumerable.Range(0, rows).Select(i => (double)i)]),
        new NumberColumn("b", [.. Enumerable.Range(0, rows).Select(i => 100.0 + i)]),
        new TextColumn("name", [.. Enumerable.Range(0, rows).Select(i => $"{i}")]));

    private static float[] X(SeriesPart part) => part.Data.Whole.Inputs[0].ToArray<float>();

    private static float[] Y(SeriesPart part) => part.Data.Whole.Targets[0].ToArray<float>();

    private static SeriesOptions Plain(int window) => new() { Window = window, Targets = ["a"], Standardize = false };

    [Fact]
    public void Windows_are_followed_by_what_is_predicted()
    {
        SeriesWindows series = TimeSeries.Windows(Counting(20), Plain(3));
        Assert.Equal(["a", "b"], series.Columns);
        // rows 0 to 11 are for training: 4 held out, 3.2, rounded up, for validation
        Assert.Equal([9, 3, 2], series.Train.Data.Whole.Inputs[0].Shape.ToArray());
        Assert.Equal([0, 100, 1, 101, 2, 102], X(series.Train)[..6]);
        Assert.Equal([3, 4, 5, 6, 7, 8, 9, 10, 11], Y(series.Train));
    }

    [Fact]
    public void Parts_are_divided_by_what_is_predicted_and_may_look_back()
    {
        SeriesWindows series = TimeSeries.Windows(Counting(20), Plain(3) with { ValidationFraction = 0.25 });
        Assert.Equal([3, 4, 5, 6, 7, 8, 9, 10, 11], series.Train.TargetRows);
        Assert.Equal([12, 13, 14, 15], series.Validation!.TargetRows);
        Assert.Equal([16, 17, 18, 19], series.Test.TargetRows);
        Assert.Equal([13, 14, 15], Enumerable.Range(0, 3).Select(i => X(series.Test)[i * 2]));
        Assert.Equal([15, 16, 17, 18], series.Test.Persistence);
        Assert.Equal(1, series.RootMeanSquaredError([.. series.Test.Persistence], series.Test), 1e-6);
    }

    [Fact]
    public void Horizon_steps_and_stride_move_the_targets()
    {
        SeriesWindows series = TimeSeries.Windows(
            Counting(30), Plain(4) with { Targets = ["b", "a"], Columns = ["a"], Horizon = 2, Steps = 2, Stride = 3, ValidationFraction = 0 });
        Assert.Null(series.Validation);
        Assert.Equal([0, 1, 2, 3, 3, 4, 5, 6], X(series.Train)[..8]);
        Assert.Equal([105, 5, 106, 6, 108, 8, 109, 9], Y(series.Train)[..8]);
        Assert.Equal([103, 3, 103, 3], series.Train.Persistence.Take(4));
        Assert.All(series.Train.TargetRows, row => Assert.InRange(row, 5, 22)); // 24 rows train, two are predicted
        Assert.All(series.Test.TargetRows, row => Assert.InRange(row, 24, 28));
        Assert.Equal([26], series.Test.TargetRows);
        Assert.Equal([5, 8, 11, 14, 17, 20], series.Train.TargetRows);
    }

    [Fact]
    public void Scales_come_from_training_rows_only()
    {
        Table table = Counting(20);
        SeriesWindows series = TimeSeries.Windows(table, "a", window: 3);
        Assert.Equal(5.5, series.Means[0], 1e-12); // the mean of 0 … 11
        Assert.Equal(Math.Sqrt(143 / 12.0), series.Scales[0], 1e-12); // the variance of 0 … 11 is (12² − 1) / 12
        Assert.Equal((3 - 5.5) / Math.Sqrt(143 / 12.0), Y(series.Train)[0], 1e-6);
        double[] changed = table.Number("a").Values.ToArray();
        changed.AsSpan(12).Fill(1e6);
        SeriesWindows other = TimeSeries.Windows(new Table(new NumberColumn("a", changed), table["b"]), "a", window: 3);
        Assert.Equal(X(series.Train), X(other.Train));
        Assert.Equal([16.0, 17], series.ToUnits(Y(series.Test).AsSpan(0, 2)).Select(value => Math.Round(value, 4)));
        Assert.Throws<ArgumentException>(() => TimeSeries.Windows(Counting(30), Plain(2) with { Targets = ["a", "b"] }).ToUnits(1f));
    }

    [Fact]
    public void A_window_longer_than_the_series_is_an_error_with_numbers()
    {
        string message = Assert.Throws<DataException>(() => TimeSeries.Windows(Counting(20), "a", window: 24, horizon: 2)).Message;
        Assert.Contains(
            "A window of 24 rows and a horizon of 2 with 1 predicted need 26 training rows, but of 20 rows 12 are for training (4 for validation, 4 held out)",
            message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_values_are_refused_or_taken_from_before()
    {
        double[] values = [.. Enumerable.Range(0, 20).Select(i => (double)i)];
        values[5] = double.NaN;
        Table table = new(new NumberColumn("a", values));
        DataException wrong = Assert.Throws<DataException>(() => TimeSeries.Windows(table, Plain(3)));
        Assert.Equal("a", wrong.Column);
        Assert.Contains("Row 5 has no value, as 1 of 20", wrong.Message, StringComparison.Ordinal);
        Assert.Equal([3, 4, 4, 6], Y(TimeSeries.Windows(table, Plain(3) with { FillForward = true }).Train)[..4]);
        values[0] = double.NaN;
        Assert.Contains(
            "nothing before it",
            Assert.Throws<DataException>(() => TimeSeries.Windows(new Table(new NumberColumn("a", values)), Plain(3) with { FillForward = true })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_names_and_numbers_are_refused()
    {
        Assert.Contains(
            "Did you mean 'name'?", Assert.Throws<DataException>(() => TimeSeries.Windows(Counting(20), "nam", 3)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "The column holds text", Assert.Throws<DataException>(() => TimeSeries.Windows(Counting(20), "name", 3)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "Horizon must be 1 or more, but is 0",
            Assert.Throws<ArgumentOutOfRangeException>(() => TimeSeries.Windows(Counting(20), "a", 3, horizon: 0)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "at least one column to predict",
            Assert.Throws<ArgumentException>(() => TimeSeries.Windows(Counting(20), Plain(3) with { Targets = [] })).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "TestFraction must be above 0 and below 1, but is 1",
            Assert.Throws<ArgumentOutOfRangeException>(() => TimeSeries.Windows(Counting(20), Plain(3) with { TestFraction = 1 })).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "held-out part is too short",
            Assert.Throws<DataException>(() => TimeSeries.Windows(Counting(20), Plain(3) with { Steps = 5, ValidationFraction = 0 })).Message,
            StringComparison.Ordinal);
    }

    /// <summary>The errors of "it stays as it is" that are published beside the data: 2.58 for the last tenth, 0.654 for the last fifth.</summary>
    [RealDataFact("time_series/ETTh1.csv")]
    public void Persistence_of_real_series_is_as_published()
    {
        SeriesWindows oil = TimeSeries.Windows(CsvReader.Read(Repository.SharedData("time_series/ETTh1.csv")!), "OT", window: 24);
        Assert.Equal(7, oil.Columns.Count);
        Assert.Equal(0.654, oil.RootMeanSquaredError([.. oil.Test.Persistence], oil.Test), 5e-4);
        CsvTable days = CsvReader.Read(Repository.SharedData("time_series/daily-min-temperatures.csv")!);
        string name = days.Columns.OfType<NumberColumn>().Last().Name;
        SeriesWindows cold = TimeSeries.Windows(days, new SeriesOptions { Window = 14, Targets = [name], TestFraction = 0.1 });
        Assert.Equal(2.58, cold.RootMeanSquaredError([.. cold.Test.Persistence], cold.Test), 5e-3);
    }
}

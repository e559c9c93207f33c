using System.Globalization;
using Hebb.Data;
using Hebb.Data.Tables;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Series;
using Hebb.Learning.Training;
using Hebb.Ops;

namespace Hebb.Learning.Tests.Series;

/// <summary>v − 5 follows x(t) = 2 cos(0.3) x(t − 1) − x(t − 2), so a linear model predicts it exactly from two values in the order of time, and
/// from no others.</summary>
public sealed class SeriesOrderTests : IDisposable
{
    private const int Days = 200;
    private static readonly SeriesTrainerOptions s_linear = new() { Window = 4, Network = SequenceNetwork.Linear };
    private readonly string _folder = Directory.CreateTempSubdirectory("hebb-order-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("newest first")]
    [InlineData("shuffled")]
    [InlineData("oldest first")]
    public void Rows_are_sorted_by_their_dates(string order)
    {
        int[] rows = [.. Enumerable.Range(0, Days)];
        if (order == "newest first") { Array.Reverse(rows); }
        if (order == "shuffled") { new SplitMix64(4).Shuffle(rows); }
        Table table = Table("yyyy-MM-dd").Take(rows);
        TrainedNetwork trained = SeriesTrainer.Train(table, "v", s_linear);
        Assert.True(trained.Metrics["rmse"] < 1e-3, $"{trained.Metrics["rmse"]}");
        Assert.Equal(
            order != "oldest first",
            trained.Decisions.Contains("order: sorted by 'date', oldest row first, because the rows did not come in this order"));
        Assert.Contains("not seen: date (it orders the rows)", string.Join('\n', trained.Decisions), StringComparison.Ordinal);

        // A saved model sorts, too, and says so; rows are called as they stand in the file.
        string saved = Path.Combine(_folder, "m");
        trained.Save(saved);
        SeriesModel model = SeriesModel.Load(saved);
        Assert.Equal(V(Days), model.Forecast(table).Number("prediction")[0], 1e-3);
        Assert.Equal(order != "oldest first", model.GapsOf(table)?.Contains("sorted by 'date'", StringComparison.Ordinal) ?? false);
        Table replay = model.Replay(table);
        for (int i = 0; i < replay.Rows; i++) { Assert.Equal(table.Number("v")[(int)replay.Number("row")[i] - 1], replay.Number("truth")[i]); }
        Assert.Equal(Days - 4, model.Judge(table).Rows);

        // Without dates rows are taken as they come.
        Assert.Equal(V(Days), model.Forecast(Table("yyyy-MM-dd").Drop("date")).Number("prediction")[0], 1e-3);
    }

    [Fact]
    public void A_clock_belongs_to_its_date()
    {
        int[] rows = [.. Enumerable.Range(0, Days)];
        new SplitMix64(2).Shuffle(rows);
        Table table = new Table(
            new TextColumn("day", [.. Enumerable.Range(0, Days).Select(i => Date(i / 24, "dd.MM.yyyy"))]),
            new TextColumn("at", [.. Enumerable.Range(0, Days).Select(i => $"{i % 24}:00")]),
            new NumberColumn("v", [.. Enumerable.Range(0, Days).Select(V)])).Take(rows);
        TrainedNetwork trained = SeriesTrainer.Train(table, "v", s_linear);
        Assert.True(trained.Metrics["rmse"] < 1e-3, $"{trained.Metrics["rmse"]}");
    }

    [Theory]
    [InlineData(false, false)] // one below the other
    [InlineData(true, false)] // day by day
    [InlineData(false, true)] // named by numbers
    public void Several_series_have_windows_and_scales_of_their_own(bool mixed, bool numbers)
    {
        (int Shop, int Day)[] cells = [.. Enumerable.Range(0, 2).SelectMany(shop => Enumerable.Range(0, Days).Select(day => (shop, day)))];
        if (mixed) { cells = [.. cells.OrderBy(cell => cell.Day)]; }
        string Name(int shop) => numbers ? $"{shop + 7}" : shop == 0 ? "A" : "B";
        Table table = new(
            new TextColumn("date", [.. cells.Select(cell => Date(cell.Day, "yyyy-MM-dd"))]),
            numbers ? new NumberColumn("shop", [.. cells.Select(cell => cell.Shop + 7.0)]) : new TextColumn("shop", [.. cells.Select(cell => Name(cell.Shop))]),
            new NumberColumn("v", [.. cells.Select(cell => (cell.Shop == 0 ? 1 : 20) * V(cell.Day))]));
        TrainedNetwork trained = SeriesTrainer.Train(table, "v", s_linear);

        // 200 days of each: 40 held out, 32 for validation, and 4 before the first that can be predicted.
        Assert.Equal((2 * (128 - 4), 2 * 32, 2 * 40), trained.Recipe.Sizes);
        Assert.True(trained.Metrics["rmse"] < 1e-2, $"{trained.Metrics["rmse"]}");
        Assert.Contains(
            $"series: 2, one for each value of 'shop' ({Name(0)}, {Name(1)}); each has its own scale and is divided by time, and no window crosses a border",
            trained.Decisions);
        string saved = Path.Combine(_folder, "m");
        trained.Save(saved);
        SeriesModel model = SeriesModel.Load(saved);
        Assert.Equal([Name(0), Name(1)], model.Series);
        Table forecast = model.Forecast(table);
        Assert.Equal(["shop", "row", "prediction"], forecast.Columns.Select(column => column.Name));
        Assert.Equal([Days + 1.0, Days + 1.0], forecast.Number("row").Values.ToArray());
        Assert.Equal(V(Days), forecast.Number("prediction")[0], 1e-3);
        Assert.Equal(20 * V(Days), forecast.Number("prediction")[1], 2e-2);
        Assert.Equal(2 * (Days - 4), model.Replay(table).Rows);

        Table stranger = new(table.Columns.Select(column => column.Name == "shop" ? new TextColumn("shop", [.. cells.Select(_ => "Z")]) : column));
        Assert.Contains("'Z' is not a series of the training", Assert.Throws<DataException>(() => model.Forecast(stranger)).Message, StringComparison.Ordinal);
        Assert.Contains("'shop'", Assert.Throws<DataException>(() => model.Forecast(table.Drop("shop"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_that_cannot_be_told_apart_are_refused()
    {
        Table twice = new(
            new TextColumn("date", [.. Enumerable.Range(0, 2 * Days).Select(i => Date(i % Days, "yyyy-MM-dd"))]),
            new NumberColumn("kind", [.. Enumerable.Range(0, 2 * Days).Select(i => (double)(i % 3))]),
            new NumberColumn("v", [.. Enumerable.Range(0, 2 * Days).Select(i => V(i % Days))]));
        DataException refused = Assert.Throws<DataException>(() => SeriesTrainer.Prepare(twice, "v", s_linear));
        Assert.Contains("Try: Group in SeriesTrainerOptions.", refused.Message, StringComparison.Ordinal);
        Assert.EndsWith("Try: (Group).", refused.MessageWith(remedy => $"({remedy.Kind})"), StringComparison.Ordinal);
        Assert.Contains(
            "'nothing'",
            Assert.Throws<DataException>(() => SeriesTrainer.Prepare(twice, "v", s_linear with { Group = "nothing" })).Message,
            StringComparison.Ordinal);
        Assert.Throws<DataException>(() => SeriesTrainer.Prepare(twice, "v", s_linear with { Group = "v" }));
        Assert.Contains(
            SeriesTrainer.Prepare(twice, "v", s_linear with { Group = "kind" }).Decisions, line => line.StartsWith("series: 3", StringComparison.Ordinal));

        // An hour that comes twice, when clocks are set back, is no series of its own, even if a word differs.
        int[] hour = [.. Enumerable.Range(0, Days).Select(i => i > 90 ? i - 1 : i)];
        Table clocks = new(
            new TextColumn("at", [.. hour.Select(i => $"{Date(i / 24, "yyyy-MM-dd")} {i % 24:00}:00")]),
            new TextColumn("sky", [.. Enumerable.Range(0, Days).Select(i => i % 2 == 0 ? "clear" : "rain")]),
            new NumberColumn("v", [.. Enumerable.Range(0, Days).Select(V)]));
        Assert.DoesNotContain(SeriesTrainer.Prepare(clocks, "v", s_linear).Decisions, line => line.StartsWith("series:", StringComparison.Ordinal));
        int[] mixed = [.. Enumerable.Range(0, Days)];
        new SplitMix64(1).Shuffle(mixed);
        Assert.Contains(
            "order: several rows have the same time in 'at'; they keep the order of the file",
            SeriesTrainer.Prepare(clocks.Take(mixed), "v", s_linear).Decisions);

        // Hours of a day in the order of the file are one series.
        Table hours = new(
            new TextColumn("date", [.. Enumerable.Range(0, Days).Select(i => Date(i / 24, "yyyy-MM-dd"))]),
            new NumberColumn("v", [.. Enumerable.Range(0, Days).Select(V)]));
        Assert.Contains(
            "order: several rows have the same time in 'date'; they keep the order of the file", SeriesTrainer.Prepare(hours, "v", s_linear).Decisions);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1949, 1)]
    [InlineData(700, -0.5)]
    public void A_column_that_counts_the_rows_is_not_seen(double first, double step)
    {
        Table table = new(
            new NumberColumn("n", [.. Enumerable.Range(0, Days).Select(i => first + (step * i))]),
            new NumberColumn("v", [.. Enumerable.Range(0, Days).Select(V)]),
            new NumberColumn("w", [.. Enumerable.Range(0, Days).Select(i => V(i + 9))]));
        SeriesRecipe recipe = SeriesTrainer.Prepare(table, "v", s_linear);
        Assert.DoesNotContain("n", recipe.Columns);
        Assert.Contains(recipe.Decisions, line => line.Contains("n (it counts the rows)", StringComparison.Ordinal));

        // Named, it is seen; predicted, too.
        Assert.Equal(["v", "n"], SeriesTrainer.Prepare(table, "v", s_linear with { Columns = ["v", "n"] }).Columns);
        Assert.Equal(["n"], SeriesTrainer.Prepare(table.Select("n"), "n", s_linear).Columns);
    }

    [Theory]
    [InlineData("n", 0, 1, "")] // a counter
    [InlineData("t", -50, 3, "")]
    [InlineData("year", 1800, 1, "")]
    [InlineData("Jahr", 1700, 1, "gaps")] // a year that is missing here and there
    [InlineData("period", 199001, 0, "")] // yyyymm
    [InlineData("year month", 1990, 12, "")]
    [InlineData("year quarter", 1950, 4, "")]
    [InlineData("year week", 2010, 52, "gaps")]
    public void Rows_are_sorted_by_whole_numbers_that_count_them(string names, int first, int step, string gaps)
    {
        string[] columns = names.Split(' ');
        int At(int i) => gaps.Length == 0 ? i : i + (i / 9);
        Table sorted = new(
        [
            .. columns.Length == 2
                ? (Column[])[
                    new NumberColumn(columns[0], [.. Enumerable.Range(0, Days).Select(i => first + (double)(At(i) / step))]),
                    new NumberColumn(columns[1], [.. Enumerable.Range(0, Days).Select(i => 1.0 + (At(i) % step))])]
                : [new NumberColumn(names, [.. Enumerable.Range(0, Days)
                    .Select(i => step > 0 ? first + (step * (double)At(i)) : first + (i / 12 * 100) + (i % 12))])],
            new NumberColumn("v", [.. Enumerable.Range(0, Days).Select(V)]),
        ]);
        string said = $"order: sorted by {string.Join(" and ", columns.Select(name => $"'{name}'"))}, "
            + "oldest row first, because the rows did not come in this order";
        int[] rows = [.. Enumerable.Range(0, Days)];
        Assert.DoesNotContain(SeriesTrainer.Prepare(sorted, "v", s_linear).Decisions, line => line.StartsWith("order:", StringComparison.Ordinal));
        foreach (bool mixed in (bool[])[false, true])
        {
            if (mixed) { new SplitMix64(5).Shuffle(rows); } else { Array.Reverse(rows); }
            Table table = sorted.Take(rows);
            TrainedNetwork trained = SeriesTrainer.Train(table, "v", s_linear with { Columns = ["v"] });
            Assert.Contains(said, trained.Decisions);
            Assert.True(trained.Metrics["rmse"] < 1e-3, $"{trained.Metrics["rmse"]}");
            string saved = Path.Combine(_folder, $"{mixed}");
            trained.Save(saved);
            SeriesModel model = SeriesModel.Load(saved);
            Assert.Equal(V(Days), model.Forecast(table).Number("prediction")[0], 1e-3);
            Assert.Equal(V(Days), model.Forecast(sorted).Number("prediction")[0], 1e-3);
            Assert.Contains(said, model.GapsOf(table), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Series_whose_counters_run_backwards_are_sorted_each()
    {
        Table table = new(
            new TextColumn("shop", [.. Enumerable.Range(0, 2 * Days).Select(i => i < Days ? "A" : "B")]),
            new NumberColumn("day", [.. Enumerable.Range(0, 2 * Days).Select(i => (double)(Days - (i % Days)))]),
            new NumberColumn("v", [.. Enumerable.Range(0, 2 * Days).Select(i => (i < Days ? 1 : 20) * V(Days - 1 - (i % Days)))]));
        TrainedNetwork trained = SeriesTrainer.Train(table, "v", s_linear with { Group = "shop" });
        Assert.True(trained.Metrics["rmse"] < 1e-2, $"{trained.Metrics["rmse"]}");
        Assert.Contains(trained.Decisions, line => line.StartsWith("order: sorted by 'day'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("days_left", 200, -1)] // time goes on while it falls
    [InlineData("x", 700, -0.5)]
    public void What_may_run_backwards_is_said(string name, double first, double step)
    {
        Table table = new(
            new NumberColumn(name, [.. Enumerable.Range(0, Days).Select(i => first + (step * i))]),
            new NumberColumn("v", [.. Enumerable.Range(0, Days).Select(V)]));
        Assert.Contains(
            $"order: rows are taken as they come, but '{name}' falls from row to row: do they run backwards in time? Then sort them, oldest row first",
            SeriesTrainer.Prepare(table, "v", s_linear).Decisions);

        // Numbers that repeat, are measured, or stand beside a counter in its order say nothing about it.
        int[] mixed = [.. Enumerable.Range(0, Days)];
        new SplitMix64(3).Shuffle(mixed);
        Table measured = new(
            new NumberColumn("v", [.. Enumerable.Range(0, Days).Select(V)]),
            new NumberColumn("sold", [.. mixed.Select(i => (double)(i % 150))]),
            new NumberColumn("height", [.. mixed.Select(i => 1100.0 + (7 * i) + (i % 3))]));
        Table counted = new(
            new NumberColumn("n", [.. Enumerable.Range(0, Days).Select(i => (double)i)]),
            new NumberColumn("rank", [.. mixed.Select(i => (double)i)]),
            new NumberColumn("v", [.. Enumerable.Range(0, Days).Select(V)]));
        Assert.All([measured, counted], given =>
            Assert.DoesNotContain(SeriesTrainer.Prepare(given, "v", s_linear).Decisions, line => line.StartsWith("order:", StringComparison.Ordinal)));
    }

    [Fact]
    public void Missing_truths_are_not_judged_and_beginnings_without_values_are_left_out()
    {
        double[] known = [.. Enumerable.Range(0, Days).Select(V)], gaps = [.. known];
        for (int i = 0; i < Days; i++) { gaps[i] = i < 7 || i % 40 == 39 ? double.NaN : gaps[i]; }
        Table table = new(new NumberColumn("v", gaps));
        SeriesRecipe recipe = SeriesTrainer.Prepare(table, "v", s_linear);
        string decisions = string.Join('\n', recipe.Decisions);
        Assert.Contains("7 rows are left out at the beginning", decisions, StringComparison.Ordinal);
        Assert.Contains("1 row is left out at the end: it has no value in 'v'", decisions, StringComparison.Ordinal);
        Assert.Contains("4 rows have no value in 'v': they are used neither for training nor for evaluation", decisions, StringComparison.Ordinal);

        // 192 rows: 39 held out (row 7 + 153 and after; 160 − 1 lies in the validation), 31 for validation, 122 to train with 4 before the first.
        (int train, int validation, int held) = recipe.Sizes;
        Assert.Equal((122 - 4 - 3, 31 - 1, 39), (train, validation, held));
        SeriesModel model = (SeriesModel)recipe.Train().Trained;
        Assert.Equal(193 - 4 - 5, model.Judge(table).Rows);

        // The last value of the column is missing: the forecast is for the row after it.
        Assert.Equal(Days + 1.0, model.Forecast(table).Number("row")[0]);
        Assert.True(double.IsNaN(model.Replay(table).Number("truth")[^1]));
        Assert.Contains("left out at the beginning", model.GapsOf(table), StringComparison.Ordinal);

        // Nothing is left to learn or to judge by.
        Assert.Contains(
            "The training rows have no value in 'v' after a whole window",
            Assert.Throws<DataException>(() => SeriesTrainer.Prepare(
                new(new NumberColumn("v", [.. known.Select((value, i) => i is 0 or > 150 ? value : double.NaN)])), "v", s_linear)).Message,
            StringComparison.Ordinal);
        for (int i = 125; i < 170; i++) { gaps[i] = double.NaN; }
        Assert.Contains(
            "The validation rows have no value in 'v'",
            Assert.Throws<DataException>(() => SeriesTrainer.Prepare(new(new NumberColumn("v", gaps)), "v", s_linear)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(20, 1)]
    [InlineData(60, 1)]
    [InlineData(150, 1)]
    [InlineData(40, 2)] // at the end of each series
    [InlineData(400, 2)] // one series that has none at all
    public void Rows_at_the_end_without_a_value_are_left_out(int empty, int series)
    {
        int each = 2 * Days;
        bool IsEmpty(int row) => empty >= each ? row >= each : row % each >= each - empty;
        Table table = new(
            new TextColumn("shop", [.. Enumerable.Range(0, series * each).Select(row => $"s{row / each}")]),
            new NumberColumn("known", [.. Enumerable.Range(0, series * each).Select(row => Math.Sin(row))]),
            new NumberColumn("v", [.. Enumerable.Range(0, series * each).Select(row => IsEmpty(row) ? double.NaN : V(row % each))]));
        TrainedNetwork trained = SeriesTrainer.Train(table, "v", s_linear with { Group = series > 1 ? "shop" : null });
        int left = Enumerable.Range(0, series * each).Count(IsEmpty);
        Assert.Contains($"{left} rows are left out at the end: they have no value in 'v'", trained.Decisions);
        (int train, int validation, int held) = trained.Recipe.Sizes;
        int whole = empty >= each ? 1 : series;
        Assert.Equal((series * each) - left - (4 * whole), train + validation + held);
        Assert.Equal(((series * each) - left) / 5, held);
        Assert.True(trained.Metrics["rmse"] < 1e-3, $"{trained.Metrics["rmse"]}");
    }

    [Fact]
    public void A_column_that_begins_late_costs_no_rows()
    {
        Table table = new(
            new NumberColumn("late", [.. Enumerable.Range(0, Days).Select(i => i < 100 ? double.NaN : V(i + 3))]),
            new NumberColumn("soon", [.. Enumerable.Range(0, Days).Select(i => i < 3 ? double.NaN : V(i + 1))]),
            new NumberColumn("v", [.. Enumerable.Range(0, Days).Select(V)]));
        SeriesInputs inputs = SeriesInputs.Find(table, "v", s_linear);
        Assert.Equal(["soon", "v"], inputs.Columns);
        Assert.Equal("it begins too late", inputs.Unseen["late"]);
        Assert.Equal(Days - 3, inputs.Rows.WithoutBeginnings(["soon", "v"]).Count);
    }

    [Fact]
    public void Columns_can_be_dropped_and_uneven_steps_are_said()
    {
        Table table = new(Table("yyyy-MM-dd").Columns.Append(new NumberColumn("next", [.. Enumerable.Range(0, Days).Select(i => V(i + 1))])));
        string decisions = string.Join(' ', SeriesTrainer.Prepare(table, "v", s_linear with { Drop = ["next"] }).Decisions);
        Assert.DoesNotContain("next", decisions, StringComparison.Ordinal);
        Assert.Throws<DataException>(() => SeriesTrainer.Prepare(table, "v", s_linear with { Drop = ["v"] }));
        Assert.Throws<DataException>(() => SeriesTrainer.Prepare(table, "v", s_linear with { Drop = ["none"] }));
        Table holes = Table("d.M.yyyy").Take([.. Enumerable.Range(0, Days).Where(i => i % 50 != 49)]);
        Assert.Contains(
            "time steps: 3 rows do not follow the one before after 1 day, as most do; each row counts as one step",
            SeriesTrainer.Prepare(holes, "v", s_linear).Decisions);

        // Months are not all of one length.
        string[] firsts =
            [.. Enumerable.Range(0, Days).Select(i => new DateTime(1990, 1, 1).AddMonths(i).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))];
        Table months = new(
            new TextColumn("month", firsts),
            new NumberColumn("v", [.. Enumerable.Range(0, Days).Select(V)]));
        Assert.DoesNotContain(SeriesTrainer.Prepare(months, "v", s_linear).Decisions, line => line.StartsWith("time steps", StringComparison.Ordinal));
    }

    [Fact]
    public void A_linear_model_is_that_of_the_comparison_and_has_no_epochs()
    {
        SeriesTrainerOptions network = new() { Window = 6, Epochs = 1, Network = SequenceNetwork.Mlp };
        Table table = new(new NumberColumn("v", [.. Enumerable.Range(0, Days).Select(i => V(i) + (0.3 * Math.Sin(i * i)))]));
        TrainedNetwork linear = SeriesTrainer.Train(table, "v", s_linear with { Window = 6 }), other = SeriesTrainer.Train(table, "v", network);
        Assert.Equal(other.Linear!["rmse"], linear.Metrics["rmse"], 1e-5);
        Assert.Null(linear.Linear);
        Assert.Equal(0, linear.BestEpoch);
        Assert.Contains(
            linear.Decisions, line => line.StartsWith("model: a linear regression on the whole window (least squares), ", StringComparison.Ordinal));
        Assert.Contains(linear.Lines, line => line.Contains("held-out windows   linear   last value", StringComparison.Ordinal));
        Assert.Equal(" (Network = SequenceNetwork.Linear)", other.Comparison.Advice);
        Assert.Throws<ArgumentException>(() => SeriesTrainer.Prepare(table, "v", s_linear with { Epochs = 3 }));
        string saved = Path.Combine(_folder, "linear");
        linear.Save(saved);
        Assert.Equal(
            ((SeriesModel)linear.Trained).Replay(table).Number(Predictions.PredictionName).Values.ToArray(),
            SeriesModel.Load(saved).Replay(table).Number(Predictions.PredictionName).Values.ToArray());
    }

    private static double V(int day) => 5 + Math.Cos(0.3 * day);

    private static string Date(int day, string format) => new DateTime(2020, 1, 1).AddDays(day).ToString(format, CultureInfo.InvariantCulture);

    private static Table Table(string format) => new(
        new TextColumn("date", [.. Enumerable.Range(0, Days).Select(day => Date(day, format))]),
        new NumberColumn("v", [.. Enumerable.Range(0, Days).Select(V)]));
}

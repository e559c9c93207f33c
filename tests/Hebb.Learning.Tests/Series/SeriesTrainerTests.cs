using Hebb.Data;
using Hebb.Data.Synthetic;
using Hebb.Data.Tables;
using Hebb.Learning.Series;
using Hebb.Learning.Training;
using Hebb.Ops;

namespace Hebb.Learning.Tests.Series;

public sealed class SeriesTrainerTests : IClassFixture<SeriesTrainerTests.Waves>, IDisposable
{
    private readonly Waves _waves;
    private readonly string _folder = Directory.CreateTempSubdirectory("hebb-series-").FullName;

    public SeriesTrainerTests(Waves waves) => _waves = waves;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Waves_are_predicted_better_than_by_the_last_value()
    {
        TrainedNetwork trained = _waves.Trained;
        Assert.Equal(("linear", "last value"), (trained.Comparison.LinearName, trained.Comparison.ConstantName));
        Assert.True(trained.Metrics["rmse"] < 0.85 * trained.Baseline["rmse"], $"{trained.Metrics["rmse"]}, last value {trained.Baseline["rmse"]}");
        Assert.True(((SeriesModel)trained.Trained).PredictsChange);
        Assert.Contains(trained.Decisions, line => line.StartsWith("learned: the change from the last known value", StringComparison.Ordinal));
        Assert.Contains(trained.Decisions, line => line == "seen: temperature, wind, load, standardized; not seen: hour");
    }

    [Fact]
    public void The_last_value_is_judged_as_the_formula_says()
    {
        double[] load = Waves.Table.Number("load").Values.ToArray();
        int held = load.Length - (int)Math.Ceiling(load.Length * 0.2);
        double rmse = Math.Sqrt(Enumerable.Range(held, load.Length - held).Average(row => Math.Pow(load[row] - load[row - 1], 2)));
        Assert.Equal(rmse, _waves.Trained.Baseline["rmse"], 1e-4);
        Assert.Equal(load.Length - held, _waves.Trained.HeldOut);
    }

    [Fact]
    public void A_forecast_is_that_of_the_row_when_it_has_come_and_knows_nothing_of_it()
    {
        string saved = Path.Combine(_folder, "m");
        _waves.Trained.Save(saved);
        SeriesModel model = SeriesModel.Load(saved);
        Table whole = Waves.Table, replay = model.Replay(whole);
        Assert.Equal(["row", "truth", "prediction"], replay.Columns.Select(column => column.Name));
        Assert.Equal((model.Window + 1.0, whole.Number("load")[model.Window]), (replay.Number("row")[0], replay.Number("truth")[0]));
        Assert.Equal(whole.Rows - model.Window, replay.Rows);
        Table forecast = model.Forecast(whole.Take([.. Enumerable.Range(0, 400)]));
        Assert.Equal((1, 401.0), (forecast.Rows, forecast.Number("row")[0]));
        Assert.Equal(replay.Number("prediction")[400 - model.Window], forecast.Number("prediction")[0], 1e-4);
        Assert.Equal(replay.Rows, model.Judge(whole).Rows);
        Assert.Contains("Truth and prediction", File.ReadAllText(Path.Combine(saved, "report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_of_a_transformer_shows_which_rows_it_looks_at()
    {
        TrainedNetwork trained = SeriesTrainer.Train(Waves.Table, "load", new() { Window = 30, Network = SequenceNetwork.Transformer, Epochs = 1 });
        string html = NetworkReport.Of(trained).ToHtml();
        Assert.Contains(">What the network looks at</h2>", html, StringComparison.Ordinal);
        Assert.Contains("<title>now → −23: ", html, StringComparison.Ordinal);
        Assert.DoesNotContain("−24: ", html, StringComparison.Ordinal);
        Assert.Contains($"To predict row {Waves.Rows}<", html, StringComparison.Ordinal);
        Assert.Contains("answered by a linear model and by the last known value of 'load' in each window.", html, StringComparison.Ordinal);
        Assert.Contains($"All {trained.HeldOut} predicted rows", html, StringComparison.Ordinal);

        // On other rows the same is shown for the first, the middle and the last.
        SeriesModel model = (SeriesModel)trained.Trained;
        string later = model.Report(Waves.Table, model.Judge(Waves.Table)).ToHtml();
        Assert.Contains("To predict row 31<", later, StringComparison.Ordinal);
        Assert.Contains($"To predict row {Waves.Rows}<", later, StringComparison.Ordinal);
        Assert.DoesNotContain("What the network looks at", NetworkReport.Of(_waves.Trained).ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_horizon_of_three_forecasts_three_rows()
    {
        SeriesModel model = (SeriesModel)SeriesTrainer.Train(Waves.Table, "load", new() { Window = 6, Horizon = 3, Epochs = 1 }).Trained;
        Table forecast = model.Forecast(Waves.Table);
        Assert.Equal([Waves.Rows + 1.0, Waves.Rows + 2.0, Waves.Rows + 3.0], forecast.Number("row").Values.ToArray());
        Assert.Equal(Waves.Rows - 6 - 2, model.Replay(Waves.Table).Rows);

        // A table as short as the window has one window.
        Assert.Equal([9.0], model.Forecast(Waves.Table.Take([.. Enumerable.Range(0, 6)])).Number("row").Values.ToArray());
        Assert.Contains(
            "has 5 rows. Expected at least 6",
            Assert.Throws<DataException>(() => model.Forecast(Waves.Table.Take([.. Enumerable.Range(0, 5)]))).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "has 8 rows. Expected at least 9",
            Assert.Throws<DataException>(() => model.Replay(Waves.Table.Take([.. Enumerable.Range(0, 8)]))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_that_tell_nothing_are_not_seen_and_those_that_tell_are()
    {
        // Half of the last value stays; ten columns of noise only give a linear model more to memorize. One column that is half
        // the next value gives it away.
        Random random = new(3);
        double[] values = new double[300], next = new double[300];
        for (int row = 1; row < 300; row++) { values[row] = (0.5 * values[row - 1]) + random.NextDouble() - 0.5; }
        for (int row = 0; row < 299; row++) { next[row] = values[row + 1] / 2; }
        NumberColumn target = new("value", values);
        IEnumerable<Column> noise = Enumerable.Range(0, 10).Select(i => new NumberColumn($"noise{i}", [.. values.Select(_ => random.NextDouble())]));

        SeriesRecipe alone = SeriesTrainer.Prepare(new Table([target, .. noise]), "value", new() { Window = 8 });
        Assert.Equal(["value"], alone.Columns);
        Assert.Contains(alone.Decisions, line => line.StartsWith("columns: the target alone, because a linear model is better so", StringComparison.Ordinal));

        SeriesRecipe all = SeriesTrainer.Prepare(new Table(target, new NumberColumn("hint", next)), "value", new() { Window = 8 });
        Assert.Equal(["value", "hint"], all.Columns);
        Assert.Contains(all.Decisions, line => line.StartsWith("columns: all numbers, because", StringComparison.Ordinal));

        // Columns that are named are seen, whatever a linear model makes of them.
        Assert.Equal(
            ["value", "noise1"], SeriesTrainer.Prepare(new Table([target, .. noise]), "value", new() { Window = 8, Columns = ["value", "noise1"] }).Columns);
    }

    [Fact]
    public void Noise_around_a_mean_is_learned_as_it_is()
    {
        SplitMix64 random = new(5);
        double[] noise = new double[300];
        for (int i = 0; i < noise.Length; i++) { noise[i] = 7 + random.NextNormal(); }
        SeriesRecipe recipe = SeriesTrainer.Prepare(new Table(new NumberColumn("x", noise)), "x", new() { Window = 4 });
        Assert.False(recipe.IsChange);
        Assert.Contains(recipe.Decisions, line => line.StartsWith("learned: the value itself", StringComparison.Ordinal));
    }

    [Fact]
    public void Missing_values_are_taken_from_the_row_before_and_counted()
    {
        double[] load = Waves.Table.Number("load").Values.ToArray(), gaps = [.. load];
        gaps[100] = gaps[101] = double.NaN;
        (load[100], load[101]) = (load[99], load[99]);
        SeriesRecipe recipe = SeriesTrainer.Prepare(new Table(new NumberColumn("load", gaps)), "load", new() { Window = 6 });
        Assert.Contains("missing values are taken from the row before: 2 in 'load'", recipe.Decisions);
        SeriesModel model = (SeriesModel)recipe.With(recipe.NewModel());
        Assert.Equal(
            model.Replay(new Table(new NumberColumn("load", load))).Number("prediction").Values.ToArray(),
            model.Replay(new Table(new NumberColumn("load", gaps))).Number("prediction").Values.ToArray());
        Assert.Equal("missing values are taken from the row before: 2 in 'load'", model.GapsOf(new Table(new NumberColumn("load", gaps))));

        // A row at the beginning that has no value is left out, and so is it when the model is used.
        gaps[0] = double.NaN;
        Table later = new(new NumberColumn("load", gaps));
        Assert.Contains(
            "1 row is left out at the beginning: it comes before the first value of a column that is needed",
            SeriesTrainer.Prepare(later, "load", new() { Window = 6 }).Decisions);
        Assert.Equal(
            model.Replay(new Table(new NumberColumn("load", gaps[1..]))).Number("prediction").Values.ToArray(),
            model.Replay(later).Number("prediction").Values.ToArray());
    }

    [Theory]
    [InlineData(SequenceNetwork.Lstm)]
    [InlineData(SequenceNetwork.Cnn)]
    [InlineData(SequenceNetwork.Transformer)]
    [InlineData(SequenceNetwork.Mlp)]
    public void Every_kind_of_network_learns(SequenceNetwork kind)
    {
        TrainedNetwork trained = SeriesTrainer.Train(Waves.Table, "load", new() { Window = 6, Network = kind, Epochs = 20 });
        Assert.True(trained.Metrics["rmse"] < trained.Baseline["rmse"], $"{trained.Metrics["rmse"]}");
    }

    [Fact]
    public void What_cannot_be_learned_is_refused()
    {
        Table table = Waves.Table,
            dates = new(
                new TextColumn("day", [.. Enumerable.Range(0, 50).Select(i => $"day {i}")]),
                new NumberColumn("x", [.. Enumerable.Range(0, 50).Select(i => (double)i)]));
        Assert.Contains(
            "A window of 600 rows and a horizon of 1",
            Assert.Throws<DataException>(() => SeriesTrainer.Prepare(table, "load", new() { Window = 600 })).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "The column holds text",
            Assert.Throws<DataException>(() => SeriesTrainer.Prepare(dates, "day", new() { Window = 3 })).Message,
            StringComparison.Ordinal);
        Assert.Contains("'y'", Assert.Throws<DataException>(() => SeriesTrainer.Prepare(dates, "y", new() { Window = 3 })).Message, StringComparison.Ordinal);
        Assert.Contains(
            "named twice",
            Assert.Throws<DataException>(() => SeriesTrainer.Prepare(dates, "x", new() { Window = 3, Columns = ["x", "x"] })).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => SeriesTrainer.Prepare(table, "load", new() { Window = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => SeriesTrainer.Prepare(table, "load", new() { Window = 3, Horizon = 0 }));
        Assert.Throws<ArgumentException>(() => SeriesTrainer.Prepare(table, "load", new() { Window = 3, BalancedClasses = true }));
    }

    public sealed class Waves
    {
        public const int Rows = 700;

        public static Table Table { get; } = SyntheticTables.Waves(Rows).Drop("hour");

        public TrainedNetwork Trained { get; } =
            SeriesTrainer.Train(SyntheticTables.Waves(Rows), "load", new() { Window = 24, Columns = ["temperature", "wind", "load"] });
    }
}

using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Kinds;
using Hebb.Learning.Streaming;
using Hebb.Learning.Tables;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Learning.Tests.Tables;

/// <summary>Intervals of predicted numbers, from rows that were not learned from.</summary>
public sealed class TableIntervalTests
{
    private static readonly TableTrainerOptions s_best =
        new() { Recipe = TableRecipe.Best, Members = 3, Layers = [16], Epochs = 15, LearningRate = 0.01, BatchSize = 64 };
    private static readonly TableTrainerOptions s_simple =
        new() { Recipe = TableRecipe.Simple, Layers = [16], Epochs = 15, LearningRate = 0.01, BatchSize = 64 };

    /// <summary>
    /// By the formula, worked out by hand for 4 members of which the first leaves the row out. Errors of the other three: one of them V₁ = mean e², their mean
    /// V₃, between members v = (V₁ − V₃) · 3/2, the mean of four V₁ − 3/4 · v, but not below V₁ / 4.
    /// </summary>
    [Theory]
    [InlineData(2, 2, 2, 1)]                            // the same error: averaging helps nothing
    [InlineData(1, -1, 0, 0.5)]                         // V₁ = 2/3, V₃ = 0, v = 1: below V₁ / 4
    [InlineData(3, 1, 2, 0.9161253813)]                   // V₁ = 14/3, V₃ = 4, v = 1: (14/3 − 3/4) / (14/3)
    [InlineData(-4, 0, -2, 0.7416198487)]               // V₁ = 20/3, V₃ = 4, v = 4: (20/3 − 3) / (20/3) = 0.55
    public void Errors_of_the_mean_are_smaller_by_what_members_differ(float first, float second, float third, double expected)
    {
        MemberFolds folds = new(classes: null, EqualRows.None(40), 4, seed: 1);
        float[] weights = folds.Training(Tensor.Zeros([40, 1]), new float[40], weights: null).Batches(40).Single().Weights!.ToArray<float>();
        float[] y = [.. Enumerable.Range(0, 40).Select(row => 10f + row)], outputs = new float[160];
        for (int row = 0; row < 40; row++)
        {
            Queue<float> errors = new([first, second, third]);
            for (int member = 0; member < 4; member++)
            {
                outputs[(4 * row) + member] = weights[(4 * row) + member] == 0 ? 1e6f : y[row] + errors.Dequeue();
            }
        }

        Assert.Equal(expected, folds.Answers(Tensor.Create(outputs, [40, 4, 1]), y).ErrorRatio, 1e-6);
    }

    [Theory]
    [InlineData(TableRecipe.Best)]
    [InlineData(TableRecipe.Simple)]
    public void Predictions_have_intervals_that_hold_what_is_held_out(TableRecipe recipe)
    {
        TrainedTable trained = TableTrainer.Train(Fan(1_500), "y", recipe == TableRecipe.Best ? s_best : s_simple);
        Table held = trained.Plan.Table.Take(trained.Plan.Split.Test);
        Predictions predictions = trained.Trained.Predict(held);
        (double Low, double High)[] bounds = [.. Enumerable.Range(0, held.Rows).Select(row => predictions.Interval(row)!.Value)];
        double[] truth = held.Number("y").Values.ToArray(), widths = [.. bounds.Select(one => one.High - one.Low).Order()];
        IntervalReport report = trained.Interval!;
        Assert.Equal(0.9, report.Share);
        double covered = Enumerable.Range(0, held.Rows).Average(row => truth[row] >= bounds[row].Low && truth[row] <= bounds[row].High ? 1.0 : 0);
        Assert.Equal(covered, report.Coverage, 1e-12);
        Assert.Equal((widths[held.Rows / 2] + widths[(held.Rows - 1) / 2]) / 2, report.MedianWidth, 1e-9);
        Assert.InRange(report.Coverage, 0.9 - 0.02 - (2 * Math.Sqrt(0.09 / held.Rows)), 1);

        // The error grows with x, so does the interval.
        (double Low, double High) near = trained.Trained.Predict(Row.Parse("x=0.5")).Interval(0)!.Value;
        (double Low, double High) far = trained.Trained.Predict(Row.Parse("x=9.5")).Interval(0)!.Value;
        Assert.True(far.High - far.Low > 1.5 * (near.High - near.Low), $"{near} and {far}");
        Assert.Contains(trained.Lines, line => line.Contains("90 % intervals hold", StringComparison.Ordinal));
        Assert.Contains(trained.Plan.Decisions, line => line.StartsWith("intervals: ", StringComparison.Ordinal));
        Assert.Equal(report.Coverage, (double)trained.ToJson()["interval"]!["coverage"]!);
        Assert.Equal(report, trained.Trained.Judge(held).Regression!.Interval);
    }

    [Fact]
    public void A_saved_model_has_its_intervals()
    {
        string parent = Directory.CreateTempSubdirectory("hebb-interval-").FullName, folder = Path.Combine(parent, "m");
        string file = Path.Combine(folder, "pipeline.json");
        try
        {
            Table table = Fan(200);
            TrainedTable trained = TableTrainer.Train(table, "y", s_simple with { Epochs = 2, Interval = 0.5 });
            trained.Save(folder);
            Table before = trained.Trained.Predict(table).ToTable(), after = TableModel.Load(folder).Predict(table).ToTable();
            Assert.Equal(["prediction", "y_low", "y_high"], after.Columns.Select(column => column.Name));
            foreach (Column column in before.Columns)
            {
                Assert.Equal(before.Number(column.Name).Values.ToArray(), after.Number(column.Name).Values.ToArray());
            }

            Assert.Contains("50 % intervals hold", File.ReadAllText(Path.Combine(folder, "report.html")), StringComparison.Ordinal);

            // A folder of an older version has none.
            TargetEncoder target = trained.Target;
            target.Interval = null;
            trained.Pipeline.Save(file);
            Predictions older = TableModel.Load(folder).Predict(table);
            Assert.Null(older.Interval(0));
            Assert.Equal("prediction", Assert.Single(older.ToTable().Columns).Name);
            Assert.Null(TableModel.Load(folder).Judge(table).Regression!.Interval);
        }
        finally
        {
            Directory.Delete(parent, recursive: true);
        }
    }

    [Fact]
    public void Without_intervals_nothing_is_said_of_them()
    {
        TrainedTable trained = TableTrainer.Train(Fan(100), "y", s_simple with { Epochs = 1, Interval = 0 });
        Assert.Null(trained.Interval);
        Assert.Null(trained.Target.Interval);
        Assert.DoesNotContain(trained.Lines.Concat(trained.Plan.Decisions), line => line.Contains("nterval", StringComparison.Ordinal)
            && !line.Contains("95 % interval", StringComparison.Ordinal));
        Assert.Null(trained.ToJson()["interval"]);
    }

    [Fact]
    public void Too_few_rows_have_no_interval_and_it_is_said()
    {
        TrainedTable trained = TableTrainer.Train(Fan(40), "y", s_simple with { Epochs = 1 });
        Assert.Null(trained.Target.Interval);
        Assert.Contains(
            $"No intervals of predictions: 90 % need 19 rows that were not learned from, and there are {trained.Plan.Split.Validation.Length}.", trained.Lines);
        Assert.Empty(trained.Notes);
        Assert.Single(trained.Trained.Predict(Fan(3)).ToTable().Columns);
    }

    [Fact]
    public void Classes_and_streams_have_none()
    {
        TextColumn classes = new("y", [.. Enumerable.Range(0, 60).Select(row => row % 3 == 0 ? "a" : "b")]);
        Table table = new(new NumberColumn("x", [.. Enumerable.Range(0, 60).Select(row => row * 7 % 60 / 8.0)]), classes);
        Assert.Contains("Classes have probabilities", Assert.Throws<ArgumentException>(
            () => TableTrainer.Prepare(table, "y", s_simple with { Interval = 0.9 })).Message, StringComparison.Ordinal);
        Assert.Equal(0, TableTrainer.Prepare(table, "y", s_simple with { Interval = 0 }).IntervalShare);
        Assert.Equal(0, TableTrainer.Prepare(table, "y", s_simple).IntervalShare);
        Assert.DoesNotContain(TableKind.Interval, new StreamKind().TrainingOptions);
        Assert.Throws<ArgumentException>(() => new TableTrainerOptions { Interval = 0.9 }.CheckStreamed());
        Assert.Throws<ArgumentOutOfRangeException>(() => new TableTrainerOptions { Interval = 1 });
        Assert.Throws<UsageException>(() => OptionValues.Read([TableKind.Interval], [new("interval", "90")]));
    }

    /// <summary>y = 10 + x · (1 + e), e uniform from −1 to 1: the error grows with x.</summary>
    private static Table Fan(int rows)
    {
        SplitMix64 random = SplitMix64.Of(7, 1);
        double[] x = [.. Enumerable.Range(0, rows).Select(_ => random.Below(10_000) / 1_000.0)];
        return new(
            new NumberColumn("x", x), new NumberColumn("y", [.. x.Select(value => 10 + (value * (1 + ((random.Below(2_001) - 1_000) / 1_000.0))))]));
    }
}

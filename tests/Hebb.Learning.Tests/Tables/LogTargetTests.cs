using Hebb.Data;
using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Tables;
using Hebb.Learning.Tuning;
using Hebb.Ops;

namespace Hebb.Learning.Tests.Tables;

/// <summary>Skewed numbers are learned as logarithms.</summary>
public sealed class LogTargetTests
{
    private static readonly TableTrainerOptions s_best =
        new() { Recipe = TableRecipe.Best, Members = 3, Layers = [16], Epochs = 25, LearningRate = 0.01, BatchSize = 32 };
    private static readonly TableTrainerOptions s_simple =
        new() { Recipe = TableRecipe.Simple, Layers = [16], Epochs = 25, LearningRate = 0.01, BatchSize = 32 };

    /// <summary>
    /// scipy.stats.skew: 1.5 for [0, 0, 0, 0, 5] (4 of 5 equal: (1 − 2p) / √(p(1 − p)) with p = 0.2). What is added: nothing if all are above 0, otherwise the
    /// median, or if that is 0 the smallest number above.
    /// </summary>
    [Theory]
    [InlineData(new[] { 0.0, 0, 0, 0, 5 }, null, 5.0, "target: y is learned as logarithms of y + 5, because it is skewed (1.5) and never negative")]
    [InlineData(new[] { 0.0, 2, 2, 2, 20 }, null, 2.0, "target: y is learned as logarithms of y + 2, because it is skewed (1.5) and never negative")]
    [InlineData(new[] { 1.0, 1, 1, 1, 6 }, null, 0.0, "target: y is learned as logarithms, because it is skewed (1.5) and never negative")]
    [InlineData(new[] { 1.0, 2, 3, 4, 5 }, null, null, null)]
    [InlineData(new[] { -1.0, 0, 0, 0, 50 }, null, null, null)]
    [InlineData(new[] { 1.0, 1, 1, 1, 6 }, TargetScale.Linear, null, null)]
    [InlineData(new[] { 1.0, 2, 3, 4, 5 }, TargetScale.Log, 0.0, "target: y is learned as logarithms")]
    public void Numbers_decide_on_their_scale(double[] numbers, TargetScale? wanted, double? offset, string? decision)
    {
        LogTarget? found = LogTarget.Of(new("y", numbers), s_best with { TargetScale = wanted }, null);
        Assert.Equal((offset, decision), (found?.Offset, found?.Decision));
        if (wanted is null) { Assert.Null(LogTarget.Of(new("y", numbers), s_simple, null)); }
    }

    [Theory]
    [InlineData(-0.5, 3)]
    [InlineData(0, 0)]
    public void Numbers_without_logarithms_are_refused(double first, double second)
    {
        DataException refused = Assert.Throws<DataException>(
            () => LogTarget.Of(new("y", [first, second]), s_simple with { TargetScale = TargetScale.Log }, "file.csv"));
        Assert.Contains("so it has no logarithms", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>t = [3, 5, 10], p = [2, 4, 6] with 1 added: Σtp / Σp² = 86 / 56; on the scale of outputs ln(86 / 56) / 0.5.</summary>
    [Fact]
    public void Predictions_are_brought_to_the_mean_by_least_squares()
    {
        TargetEncoder target = new("y", LearningTask.Regression, [], false, 1, 0.5, logOffset: 1);
        float[] Encoded(params double[] numbers) => [.. numbers.Select(target.EncodeNumber)];
        UnseenAnswers unseen = new(Encoded(2, 4, 9), Encoded(1, 3, 5));
        Assert.Equal(0.8579937, LogTarget.CorrectionOf(target, unseen), 1e-5);
        Assert.Equal(0, LogTarget.CorrectionOf(TargetEncoder.OfNumber("y"), unseen));
    }

    /// <summary>
    /// y = exp(x + e), e normal with σ = 0.8: the mean is exp(x + 0.32), the exponential of the mean logarithm only exp(x), 27 % less. What is predicted is the
    /// mean, by both recipes.
    /// </summary>
    [Theory]
    [InlineData(TableRecipe.Best)]
    [InlineData(TableRecipe.Simple)]
    public void The_mean_is_predicted(TableRecipe recipe)
    {
        TrainedTable trained = TableTrainer.Train(Incomes(900), "y", (recipe == TableRecipe.Best ? s_best : s_simple) with { TargetScale = TargetScale.Log });
        Assert.Equal(0, trained.Target.LogOffset);
        double[] x = [.. Enumerable.Range(0, 21).Select(i => i / 10.0)];
        Predictions predictions = trained.Trained.Predict(new Table(new NumberColumn("x", x)));
        double ratio = Enumerable.Range(0, 21).Average(row => predictions.Number(row) / Math.Exp(x[row] + 0.32));
        Assert.InRange(ratio, 0.88, 1.12);
        Assert.Contains("output: linear, the standardized logarithm;", string.Join('\n', trained.Decisions), StringComparison.Ordinal);

        // What does not learn answers the mean too, not the mean of logarithms.
        Table held = trained.Plan.Table.Take(trained.Plan.Split.Test);
        double mean = trained.Plan.Table.Take(trained.Plan.LearnedRows).Number("y").Values.ToArray().Average();
        double[] truth = held.Number("y").Values.ToArray();
        Assert.Equal(Math.Sqrt(truth.Average(value => (value - mean) * (value - mean))), trained.Baseline["rmse"], 1e-3);
        Assert.True(trained.Metrics["rmse"] < trained.Baseline["rmse"]);
        Assert.True(trained.Linear!["rmse"] < 1.2 * trained.Baseline["rmse"], "the linear model is judged in the same units");
    }

    [Fact]
    public void Cross_validation_predicts_the_mean_too()
    {
        Table table = Incomes(300);
        TableCrossValidation crossed = TableCrossValidation.Run(table, "y", folds: 2, s_simple with { TargetScale = TargetScale.Log });
        Assert.InRange(crossed.Predictions!.Number("prediction").Values.ToArray().Average() / table.Number("y").Values.ToArray().Average(), 0.85, 1.15);
    }

    [Fact]
    public void Classes_have_no_scale()
    {
        Table table = new(
            new NumberColumn("x", [.. Enumerable.Range(0, 60).Select(row => row * 7 % 60 / 8.0)]),
            new TextColumn("y", [.. Enumerable.Range(0, 60).Select(row => row % 3 == 0 ? "a" : "b")]));
        Assert.Contains("Classes have no scale", Assert.Throws<ArgumentException>(
            () => TableTrainer.Prepare(table, "y", s_simple with { TargetScale = TargetScale.Log })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new TableTrainerOptions { TargetScale = TargetScale.Log }.CheckStreamed());
    }

    private static Table Incomes(int rows)
    {
        SplitMix64 random = SplitMix64.Of(11, 1);
        double Uniform() => (random.Below(1 << 20) + 0.5) / (1 << 20);
        double[] x = [.. Enumerable.Range(0, rows).Select(_ => 2 * Uniform())];
        return new(
            new NumberColumn("x", x),
            new NumberColumn("y", [.. x.Select(value => Math.Exp(value + (0.8 * Math.Sqrt(-2 * Math.Log(Uniform())) * Math.Cos(2 * Math.PI * Uniform()))))]));
    }
}

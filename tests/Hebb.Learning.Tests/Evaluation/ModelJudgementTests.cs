using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;
using Hebb.Layers;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Tables;
using Hebb.Models;
using Hebb.Tensors;

namespace Hebb.Learning.Tests.Evaluation;

/// <summary>A model whose weights are known answers 2·a + 0·b exactly, so importance and dependence follow from formulas.</summary>
public sealed class ModelJudgementTests
{
    private static readonly double[] s_a = [1, 2, 3, 4, 5, 6], s_b = [3, 1, 4, 1, 5, 9];
    private static readonly Table s_table =
        new(new NumberColumn("a", s_a), new NumberColumn("b", s_b), new NumberColumn("y", [.. s_a.Select(a => 2 * a + 0.5)]));

    [Fact]
    public void Shuffling_an_unused_column_changes_nothing_and_a_used_one_by_the_formula()
    {
        IReadOnlyList<ColumnImportance> importance = PermutationImportance.Of(Double(), s_table, "mae", repeats: 40, seed: 3);
        Assert.Equal(["a", "b"], importance.Select(column => column.Column));
        Assert.All(importance[1].Losses, loss => Assert.Equal(0, loss, 5));

        // |2(a − a') ± 0.5| over all pairs of a uniform permutation: the mean of 36 pairs, less the 0.5 of the unshuffled answers.
        double expected = s_a.SelectMany(a => s_a.Select(other => Math.Abs((2 * a) + 0.5 - (2 * other)))).Average() - 0.5;
        Assert.Equal(expected, importance[0].Mean, 0.5);
        Assert.Equal(Math.Sqrt(importance[0].Losses.Average(loss => Math.Pow(loss - importance[0].Losses.Average(), 2))), importance[0].StandardDeviation, 12);
        Assert.True(PermutationImportance.Of(Double(), s_table, "r2")[0].Mean > 0);
    }

    [Fact]
    public void An_unknown_figure_is_met_with_the_known_ones() =>
        Assert.Contains(
            "Did you mean 'rmse'?",
            Assert.Throws<ArgumentException>(() => PermutationImportance.Of(Double(), s_table, "rmsee")).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Dependence_of_a_linear_model_is_its_line()
    {
        PartialDependence line = PartialDependence.Of(Double(), s_table, "a");
        Assert.True(line.IsNumber);
        Assert.Equal(s_a, line.Points.Select(point => point.Value));
        Assert.All(line.Points, point => Assert.Equal(2 * point.Value, point.Means[0], 4));
        Assert.All(PartialDependence.Of(Double(), s_table, "b").Points, point => Assert.Equal(7, point.Means[0], 4));
    }

    /// <summary>Answers are the standardized days: at the mean of 1 January to 10 April 2020 it is 0, and the whole slope is that of the days.</summary>
    [Theory]
    [InlineData("yyyy-MM-dd")]
    [InlineData("d.M.yyyy")]
    [InlineData("M/d/yyyy")]
    public void Dependence_on_a_date_follows_the_days(string format)
    {
        DateTime[] days = [.. Enumerable.Range(0, 101).Select(day => new DateTime(2020, 1, 1).AddDays(day * 37 % 101))];
        Table table = new(
            new TextColumn("date", [.. days.Select(day => day.ToString(format, System.Globalization.CultureInfo.InvariantCulture))]),
            new NumberColumn("y", [.. days.Select(day => (double)day.DayOfYear)]));
        ColumnPipeline pipeline = ColumnPipeline.Fit(table, Schema.Infer(table, "y"), new() { StandardizeTarget = false });
        int at = pipeline.FeatureNames.ToList().IndexOf("date_days");
        TableModel model = Model(pipeline, [.. pipeline.FeatureNames.Select((_, i) => i == at ? 1f : 0f)], Activations.Activation.Linear);
        PartialDependence curve = PartialDependence.Of(model, table, "date");
        Assert.True(curve.IsNumber);
        Assert.Equal(20, curve.Points.Count);
        double scale = Math.Sqrt(days.Average(day => Math.Pow(day.DayOfYear - 51, 2)));
        Assert.All(curve.Points, point =>
        {
            DateTime day = DateTime.ParseExact(point.Text, format, System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal(2020 + ((day.DayOfYear - 1) / 366.0), point.Value, 9);
            Assert.Equal((day.DayOfYear - 51) / scale, point.Means[0], 4);
        });
        Assert.Equal((6, 96), ((int)Math.Round((curve.Points[0].Value - 2020) * 366) + 1, (int)Math.Round((curve.Points[^1].Value - 2020) * 366) + 1));
    }

    /// <summary>Text of many values is neither a number nor a category: the most frequent ones are tried.</summary>
    [Fact]
    public void Dependence_on_hashed_text_has_the_most_frequent_values()
    {
        string[] names = [.. Enumerable.Range(0, 90).Select(i => i < 40 ? "Ann" : i < 60 ? "Bob" : $"n{i}")];
        Table table = new(new TextColumn("name", names), new NumberColumn("y", [.. names.Select((_, i) => (double)i)]));
        ColumnPipeline pipeline = ColumnPipeline.Fit(table, Schema.Infer(table, "y").With("name", ColumnKind.Hashed));
        TableModel model = Model(pipeline, new float[pipeline.FeatureNames.Count], Activations.Activation.Linear);
        PartialDependence bars = PartialDependence.Of(model, table, "name", values: 3);
        Assert.False(bars.IsNumber);
        Assert.Equal(["Ann", "Bob", "n60"], bars.Points.Select(point => point.Text));
    }

    [Fact]
    public void Many_values_become_an_even_grid_between_the_outer_quantiles()
    {
        PartialDependence line = PartialDependence.Of(Double(), s_table, "a", values: 3);
        Assert.Equal([1.25, 3.5, 5.75], line.Points.Select(point => point.Value)); // the 5 % and 95 % quantiles of 1 … 6
    }

    [Fact]
    public void A_regression_is_judged_by_its_residuals()
    {
        Judgement judgement = Double().Judge(s_table);
        Assert.Equal(6, judgement.Rows);
        Assert.All(judgement.Regression!.Residuals, residual => Assert.Equal(0.5, residual, 4));
        Assert.Null(judgement.Confusion);
    }

    [Fact]
    public void Classes_are_judged_by_curves_and_counts()
    {
        Table table = new(new NumberColumn("x", -2, -1, 1, 2), new TextColumn("y", "no", "yes", "no", "yes"));
        ColumnPipeline pipeline = ColumnPipeline.Fit(table, Schema.Infer(table, "y"), new() { Standardize = false });
        Judgement judgement = Model(pipeline, [1f], Activations.Activation.Sigmoid).Judge(table);
        Assert.Equal((1, 1, 1, 1), (judgement.Confusion![0, 0], judgement.Confusion[0, 1], judgement.Confusion[1, 0], judgement.Confusion[1, 1]));
        Assert.Equal(0.75, Assert.Single(judgement.Curves).Roc.Area);
        Assert.Equal("yes", judgement.Curves[0].Class);
    }

    private static TableModel Double() =>
        Model(
            ColumnPipeline.Fit(
                s_table, Schema.Infer(s_table, "y", new() { Task = LearningTask.Regression }), new() { Standardize = false, StandardizeTarget = false }),
            [2f, 0f],
            null);

    private static TableModel Model(ColumnPipeline pipeline, float[] weights, Activations.Activation? activation)
    {
        Sequential model = new([new Input([weights.Length]), new Dense(1, activation, useBias: false)]) { Seed = 1 };
        model.SetWeights([Tensor.Create(weights, [weights.Length, 1])]);
        return new(model, pipeline);
    }
}

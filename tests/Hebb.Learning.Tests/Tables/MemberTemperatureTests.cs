using Hebb.Activations;
using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;
using Hebb.Layers;
using Hebb.Learning.Tables;
using Hebb.Learning.Training;
using Hebb.Models;
using Hebb.Tensors;

namespace Hebb.Learning.Tests.Tables;

/// <summary>Temperature of an ensemble, found from rows that one of its members left out.</summary>
public sealed class MemberTemperatureTests
{
    /// <summary>Members that agree are one network: an answer with p = 0.9 that is right in 3 of 4 cases gives ln 9 / T = ln 3.</summary>
    [Theory]
    [InlineData(0.9, 0.75, 2)]
    [InlineData(0.7, 0.9, 0.38562187)]
    [InlineData(0.75, 0.75, 1)]
    public void Members_that_agree_are_calibrated_as_one(double given, double right, double temperature)
    {
        (MemberFolds folds, float[] y) = Rows(2_000, right);
        float[] Outputs(int outputs) => [.. y.SelectMany((_, row) => Enumerable.Repeat(row, 4)).SelectMany(row => Answer(row, given, outputs))];
        Assert.Equal(temperature, MemberTemperature.Fit(Tensor.Create(Outputs(1), [2_000, 4, 1]), folds, y, null), 0.01 * temperature);
        Assert.Equal(temperature, MemberTemperature.Fit(Tensor.Create(Outputs(2), [2_000, 4, 2]), folds, y, null), 0.01 * temperature);
    }

    /// <summary>
    /// Three others that differ by d = (−1.5, 0, 1.5) in the logit make the mean less sure: σ(l + s · d) averaged, s = √(3 / 2), is 0.9 at l = 3.038 (by
    /// bisection). An answer of σ(3.038) that is right in 9 of 10 cases is right as it is, though the member alone, 0.954, is too sure: T would be 1.38.
    /// </summary>
    [Fact]
    public void What_members_differ_by_makes_their_mean_less_sure()
    {
        (MemberFolds folds, float[] y) = Rows(2_000, 0.9);
        double[] differences = [-1.5, 0, 1.5];
        double logit = 0, above = 10;
        double Mean(double l) => differences.Average(d => Sigmoid(l + (Math.Sqrt(1.5) * d)));
        for (int step = 0; step < 60; step++)
        {
            double middle = (logit + above) / 2;
            if (Mean(middle) < 0.9) { logit = middle; }
            else { above = middle; }
        }

        float[] outputs = new float[8_000];
        for (int row = 0; row < 2_000; row++)
        {
            Queue<double> others = new(differences);
            for (int member = 0; member < 4; member++)
            {
                double own = (row % 2 == 1 ? 1 : -1) * logit;
                outputs[(4 * row) + member] = (float)Sigmoid(own + (member == folds.MemberOf(row) ? 0 : others.Dequeue()));
            }
        }

        Assert.Equal(1, MemberTemperature.Fit(Tensor.Create(outputs, [2_000, 4, 1]), folds, y, null));
        Assert.True(Sigmoid(logit) > 0.93);
    }

    [Fact]
    public void What_chance_may_have_made_changes_nothing()
    {
        (MemberFolds folds, float[] y) = Rows(20, 0.8);
        float[] outputs = [.. y.SelectMany((_, row) => Enumerable.Repeat(row, 4)).SelectMany(row => Answer(row, 0.9, 1))];
        Assert.Equal(1, MemberTemperature.Fit(Tensor.Create(outputs, [20, 4, 1]), folds, y, null));
    }

    /// <summary>Rows that count nothing decide nothing: of those that are right too seldom, none counts.</summary>
    [Fact]
    public void Rows_count_by_their_weights()
    {
        (MemberFolds folds, float[] y) = Rows(2_000, 0.75);
        float[] outputs = [.. y.SelectMany((_, row) => Enumerable.Repeat(row, 4)).SelectMany(row => Answer(row, 0.9, 1))];
        float[] weights = [.. y.Select((code, row) => (int)code == row % 2 ? 1f : 1 / 3f)];
        Assert.Equal(1, MemberTemperature.Fit(Tensor.Create(outputs, [2_000, 4, 1]), folds, y, weights), 0.01);
    }

    [Fact]
    public void A_temperature_divides_what_the_last_activation_takes()
    {
        Input input = new([3]);
        MemberDense last = new(3, Activation.Softmax);
        Model model = new(input, last.Apply(new RepeatVector(2).Apply(input))) { Seed = 2 };
        Tensor x = Tensor.Create([0.5f, -1, 2], [1, 3]);
        float[] before = model.Predict(x).ToArray<float>();
        TemperatureScaling.Apply(last, 2);
        float[] after = model.Predict(x).ToArray<float>();
        for (int i = 0; i < 6; i++) { Assert.Equal(Math.Sqrt(before[i]) / before[(i / 3 * 3)..((i / 3 * 3) + 3)].Sum(p => Math.Sqrt(p)), after[i], 1e-6); }
    }

    /// <summary>Two epochs are too few to be sure of what is easy: that is noticed, mended and said, and can be left as it is.</summary>
    [Fact]
    public void An_ensemble_is_calibrated_and_says_so()
    {
        double[] x = [.. Enumerable.Range(0, 300).Select(row => row * 7 % 300 / 8.0)];
        Table table = new(new NumberColumn("x", x), new TextColumn("y", [.. x.Select(value => value > 20 ? "a" : "b")]));
        TableTrainerOptions options = new()
        {
            Recipe = TableRecipe.Best,
            Members = 3,
            Layers = [16],
            Epochs = 2,
            LearningRate = 0.003,
            BatchSize = 32,
        };
        TrainedTable plain = TableTrainer.Train(table, "y", options with { Calibrate = false }), trained = TableTrainer.Train(table, "y", options);
        Assert.Equal(1, plain.Fitted.Temperature);
        Assert.DoesNotContain(plain.Decisions, line => line.StartsWith("calibration", StringComparison.Ordinal));
        Assert.Contains(trained.Decisions, line => line.StartsWith("calibration: ", StringComparison.Ordinal));
        Assert.True(trained.Fitted.Temperature < 0.8, $"temperature {trained.Fitted.Temperature}");
        Assert.Contains(trained.Lines, line => line.StartsWith("Calibration: probabilities were too unsure", StringComparison.Ordinal));
        Assert.True(trained.Metrics["log_loss"] < plain.Metrics["log_loss"], $"{trained.Metrics["log_loss"]} after {plain.Metrics["log_loss"]}");
        Assert.Equal(plain.Metrics["roc_auc"], trained.Metrics["roc_auc"], 0.02);
    }

    private static double Sigmoid(double logit) => 1 / (1 + Math.Exp(-logit));

    /// <summary>What is answered for a row whose class should be row % 2.</summary>
    private static float[] Answer(int row, double given, int outputs)
    {
        double second = row % 2 == 1 ? given : 1 - given;
        return outputs == 1 ? [(float)second] : [(float)(1 - second), (float)second];
    }

    /// <summary>Classes of which a share is as it should be, and four members that leave out a quarter of the rows each.</summary>
    private static (MemberFolds Folds, float[] Y) Rows(int rows, double right) => (
        new(classes: null, EqualRows.None(rows), 4, seed: 1),
        [.. Enumerable.Range(0, rows).Select(row => (float)(row < rows * right ? row % 2 : 1 - (row % 2)))]);
}

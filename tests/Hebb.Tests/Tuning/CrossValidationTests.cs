using Hebb.Activations;
using Hebb.Callbacks;
using Hebb.Datasets;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Metrics;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Tensors;
using Hebb.Tuning;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Tuning;

public sealed class CrossValidationTests
{
    private readonly Dataset _data = Data(100);

    [Fact]
    public void Each_fold_is_a_fresh_training()
    {
        CrossValidation all = CrossValidation.Run(Build, _data, folds: 4, new() { Epochs = 2 }, seed: 7);
        Assert.Equal(4, all.Evaluations.Count);
        Assert.Equal(["loss", "accuracy"], all.Names);
        Fold fold = all.Folds[2];
        Model alone = Build();
        alone.Fit(_data.Take(fold.Train), new() { Epochs = 2 });
        Assert.Equal(alone.Evaluate(_data.Take(fold.Test)).Values, all.Evaluations[2].Values);

        float[] predicted = alone.Predict(_data.Take(fold.Test).Whole.Inputs[0]).ToArray<float>(), kept = all.Predictions!.ToArray<float>();
        Assert.Equal(100, kept.Length);
        Assert.Equal(predicted, fold.Test.Select(row => kept[row]));
    }

    [Fact]
    public void Mean_and_deviation_are_those_of_the_folds()
    {
        CrossValidation all = CrossValidation.Run(Build, _data, folds: 5);
        double[] losses = [.. all.Evaluations.Select(evaluation => evaluation.Loss)];
        Assert.Equal(losses.Sum() / 5, all.Mean("loss"), 1e-12);
        // statistics.stdev of Python: divided by n − 1.
        Assert.Equal(Math.Sqrt(((losses.Sum(v => v * v)) - (losses.Sum() * losses.Sum() / 5)) / 4), all.StandardDeviation("loss"), 1e-9);
        Assert.Contains("±", all.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Classes_keep_their_proportions_unless_told_otherwise()
    {
        float[] y = _data.Whole.Targets[0].ToArray<float>();
        int ones = y.Count(v => v == 1);
        Assert.All(CrossValidation.Run(Build, _data).Folds, fold => Assert.InRange(fold.Test.Count(row => y[row] == 1), ones / 5, (ones + 4) / 5));
        Assert.Contains(CrossValidation.Run(Build, _data, stratified: false, repeats: 2).Folds, fold => fold.Test.Count(row => y[row] == 1) < ones / 5);
    }

    [Fact]
    public void Repeats_average_the_predictions_of_a_row_and_series_leave_the_first_without()
    {
        CrossValidation twice = CrossValidation.Run(Build, _data, folds: 2, repeats: 2, seed: 1);
        float[] first = CrossValidation.Run(Build, _data, folds: 2, seed: 1).Predictions!.ToArray<float>(),
            second = CrossValidation.Run(Build, _data, folds: 2, seed: 2).Predictions!.ToArray<float>();
        Assert.Equal(first.Zip(second, (a, b) => (float)(((double)a + b) / 2)), twice.Predictions!.ToArray<float>());

        float[] series = CrossValidation.Run(Build, _data, Folds.TimeSeries(100, 4)).Predictions!.ToArray<float>();
        Assert.Equal(20, series.TakeWhile(float.IsNaN).Count());
        Assert.All(series.Skip(20), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void Callbacks_are_made_for_each_fold()
    {
        int made = 0;
        CrossValidation.Run(Build, _data, folds: 3, new() { Epochs = 2, ValidationSplit = 0.2 }, () => { made++; return [new EarlyStopping()]; });
        Assert.Equal(3, made);
        Assert.Throws<ArgumentException>(() => CrossValidation.Run(Build, _data, options: new() { Callbacks = [new EarlyStopping()] }));
    }

    [Fact]
    public void A_model_that_was_trained_before_is_refused()
    {
        Model same = Build();
        Assert.Contains("trained before", Assert.Throws<ArgumentException>(() => CrossValidation.Run(() => same, _data)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "row 1 ", Assert.Throws<ArgumentException>(() => CrossValidation.Run(Build, _data, [new([0, 1], [1, 2])])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => CrossValidation.Run(Build, _data, options: new() { Validation = _data }));
    }

    [Fact]
    public void Cancelling_keeps_the_finished_folds()
    {
        using CancellationTokenSource stop = new();
        int built = 0;
        CrossValidation part = CrossValidation.Run(() => { if (++built == 3) { stop.Cancel(); } return Build(); }, _data, cancellation: stop.Token);
        Assert.True(part.WasCancelled);
        Assert.Equal((2, 2), (part.Evaluations.Count, part.Folds.Count));
        Assert.Null(part.Predictions);
    }

    private static Sequential Build()
    {
        Sequential model = new([new Input([2]), new Dense(4, Activation.Tanh), new Dense(1, Activation.Sigmoid)]) { Seed = 1 };
        model.Compile(new Adam(0.01), Loss.BinaryCrossentropy, [Metric.Accuracy]);
        return model;
    }

    private static Dataset Data(int rows)
    {
        Tensor x = Tensor.RandomUniform([rows, 2], RandomKey.FromSeed(1), -1, 1);
        return Dataset.From(x, (x.Slice(1, 0..1) > 0.3).Cast(DType.Float32));
    }
}

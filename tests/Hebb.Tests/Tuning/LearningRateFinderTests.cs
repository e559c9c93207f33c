using Hebb.Activations;
using Hebb.Datasets;
using Hebb.Initializers;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Optimizers;
using Hebb.Optimizers.Schedules;
using Hebb.Tensors;
using Hebb.Tuning;

namespace Hebb.Tests.Tuning;

public sealed class LearningRateFinderTests
{
    [Fact]
    public void On_a_parabola_it_finds_the_rates_that_follow_from_theory()
    {
        // Loss w² of one weight: w ← (1 − 2η)·w, so the loss falls for η < 1, fastest at ½, and bursts beyond 1.
        Sequential model = new([new Dense(1, useBias: false) { KernelInitializer = Initializer.Constant(3) }]);
        model.Compile(new SGD(0.01), Loss.MeanSquaredError);
        LearningRateSearch search = new LearningRateFinder { MinLearningRate = 1e-4, MaxLearningRate = 10, Smoothing = 0, Steps = 60 }
            .Run(model, (Tensor.Ones([1, 1]), Tensor.Zeros([1, 1])));

        // The curve is that of the recurrence, worked in double.
        double w = 3;
        foreach ((LearningRatePoint point, int i) in search.Curve.Select((point, i) => (point, i)))
        {
            double rate = 1e-4 * Math.Pow(1e5, i / 59.0);
            Near.Equal([rate, w * w, w * w], [point.LearningRate, point.Loss, point.Smoothed], 1e-4, $"step {i}");
            w *= 1 - 2 * rate;
        }

        Assert.InRange(search.Divergence!.Value, 1, 3);
        Assert.InRange(search.Steepest!.Value, 0.005, 0.5);
        Assert.True(search.Suggestion <= search.Divergence / 10 && search.Suggestion <= search.Steepest);
        Assert.True(search.Curve.Count < 60);
    }

    [Fact]
    public void Losses_are_smoothed_without_bias()
    {
        Sequential model = new([new Dense(1, useBias: false) { KernelInitializer = Initializer.Constant(3) }]);
        model.Compile(new SGD(0.01), Loss.MeanSquaredError);
        LearningRateSearch search = new LearningRateFinder { MinLearningRate = 1e-3, MaxLearningRate = 0.1, Smoothing = 0.5, Steps = 3 }
            .Run(model, (Tensor.Ones([1, 1]), Tensor.Zeros([1, 1])));
        double[] losses = [.. search.Curve.Select(point => point.Loss)];
        // Weights 1; 1, 2; 1, 2, 4 of the losses so far.
        Near.Equal(
            [losses[0], (losses[0] + 2 * losses[1]) / 3, (losses[0] + 2 * losses[1] + 4 * losses[2]) / 7],
            [.. search.Curve.Select(point => point.Smoothed)],
            1e-12);
        Assert.Null(search.Divergence);
    }

    [Fact]
    public void Model_and_optimizer_are_as_before_and_training_goes_on_the_same()
    {
        Dataset data = Dataset.From(
            Tensor.Create([.. Enumerable.Range(0, 80).Select(i => MathF.Sin(1.7f * i))], [20, 4]),
            Tensor.Create([.. Enumerable.Range(0, 20).Select(i => i % 2f)], [20, 1]));
        Sequential plain = Model(), searched = Model();
        foreach (Sequential model in (Sequential[])[plain, searched]) { model.Fit(data, new() { Epochs = 2, BatchSize = 8 }); }
        LearningRateSearch search = new LearningRateFinder { BatchSize = 8 }.Run(searched, data);

        Assert.NotNull(search.Suggestion);
        Assert.Equal((0.02, 6L), (searched.Optimizer!.LearningRate, searched.Optimizer.Iterations));
        foreach (Sequential model in (Sequential[])[plain, searched]) { model.Fit(data, new() { Epochs = 2, BatchSize = 8 }); }
        Assert.Equal(plain.GetWeights().SelectMany(w => w.ToArray<float>()), searched.GetWeights().SelectMany(w => w.ToArray<float>()));
        Assert.Equal(plain.Optimizer!.State.SelectMany(slot => slot.ToArray<float>()), searched.Optimizer.State.SelectMany(slot => slot.ToArray<float>()));
    }

    [Fact]
    public void A_model_that_was_never_trained_begins_as_if_there_had_been_no_search()
    {
        Dataset data = (Tensor.Create([.. Enumerable.Range(0, 32).Select(i => MathF.Sin(1.7f * i))], [8, 4]),
            Tensor.Create([.. Enumerable.Range(0, 8).Select(i => i % 2f)], [8, 1]));
        Sequential plain = Model(), searched = Model();
        new LearningRateFinder().Run(searched, data);
        foreach (Sequential model in (Sequential[])[plain, searched]) { model.Fit(data, new() { Epochs = 3 }); }
        Assert.Equal(plain.GetWeights().SelectMany(w => w.ToArray<float>()), searched.GetWeights().SelectMany(w => w.ToArray<float>()));
    }

    [Fact]
    public void Nothing_is_suggested_where_nothing_happens()
    {
        Sequential model = new([new Dense(1, useBias: false) { KernelInitializer = Initializer.Zeros }]);
        model.Compile(new SGD(), Loss.MeanSquaredError);
        Assert.Null(new LearningRateFinder().Run(model, (Tensor.Ones([1, 1]), Tensor.Zeros([1, 1]))).Suggestion);
    }

    [Fact]
    public void What_cannot_be_searched_is_refused()
    {
        Dataset data = (Tensor.Ones([1, 1]), Tensor.Zeros([1, 1]));
        Sequential model = new([new Dense(1)]);
        Assert.Throws<InvalidOperationException>(() => new LearningRateFinder().Run(model, data));
        model.Compile(new SGD(new StepDecay(0.1, 1)), Loss.MeanSquaredError);
        Assert.Contains(
            "follows StepDecay", Assert.Throws<InvalidOperationException>(() => new LearningRateFinder().Run(model, data)).Message, StringComparison.Ordinal);
        model.Compile(new SGD { Maximize = true }, Loss.MeanSquaredError);
        Assert.Contains("climbs", Assert.Throws<InvalidOperationException>(() => new LearningRateFinder().Run(model, data)).Message, StringComparison.Ordinal);
        model.Compile(new SGD(), Loss.MeanSquaredError);
        Assert.Throws<ArgumentException>(() => new LearningRateFinder { MinLearningRate = 1, MaxLearningRate = 0.1 }.Run(model, data));
    }

    private static Sequential Model()
    {
        Sequential model = new(
            [new Hebb.Layers.Input([4]), new Dense(6, Activation.Relu), new BatchNormalization(), new Dropout(0.3), new Dense(1, Activation.Sigmoid)])
        {
            Seed = 3,
        };
        model.Compile(new Adam(0.02) { UseEma = true }, Loss.BinaryCrossentropy);
        return model;
    }
}

using Hebb.Activations;
using Hebb.Callbacks;
using Hebb.Datasets;
using Hebb.Initializers;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Metrics;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Regularizers;
using Hebb.Tensors;

namespace Hebb.Tests.Models;

public sealed class FitTests
{
    /// <summary>One weight w = 0, no bias, so that steps can be followed by hand: the gradient of the mean of (w·x − y)² is 2 · mean of (w·x − y)·x.</summary>
    private static Sequential OneWeight(double rate = 0.1, Regularizer? regularizer = null, double start = 0)
    {
        Sequential model = new([new Dense(1, useBias: false) { KernelInitializer = Initializer.Constant(start), KernelRegularizer = regularizer }]);
        model.Compile(new SGD(rate), Loss.MeanSquaredError, [Metric.MeanAbsoluteError]);
        return model;
    }

    private static Tensor Column(params float[] values) => Tensor.Create<float>(values, [values.Length, 1]);

    private static double Weight(Model model) => model.Parameters[0].ToArray<float>()[0];

    [Fact]
    public void A_step_of_gradient_descent_is_the_one_done_by_hand()
    {
        Sequential model = OneWeight();
        Evaluation e = model.TrainOnBatch(Column(1, 2), Column(2, 4));
        Assert.Equal(10, e.Loss); // (4 + 16) / 2
        Assert.Equal(3, e["mean_absolute_error"]);
        Assert.Equal(1, Weight(model), 1e-6); // 0 + 0.1 · 2 · (2·1 + 4·2) / 2
        Assert.Equal(2.5, model.TestOnBatch(Column(1, 2), Column(2, 4)).Loss, 1e-5);
        Assert.Equal(1, Weight(model), 1e-6);
    }

    [Fact]
    public void A_smaller_last_batch_counts_by_its_rows()
    {
        Sequential model = OneWeight(rate: 0);
        History history = model.Fit(Column(1, 1, 1), Column(1, 1, 4), new() { BatchSize = 2, Shuffle = false });
        Assert.Equal(6, history["loss"][0], 1e-6); // (1 + 1 + 16) / 3, not the mean of 1 and 16
        Assert.Equal(2, history["mean_absolute_error"][0], 1e-6);
        Assert.Equal(6, model.Evaluate(Column(1, 1, 1), Column(1, 1, 4), batchSize: 2).Loss, 1e-6);
    }

    [Fact]
    public void Sample_weights_weigh_the_loss_and_only_weighted_metrics()
    {
        Sequential model = new([new Dense(1, useBias: false) { KernelInitializer = Initializer.Zeros }]);
        model.Compile(new SGD(0), Loss.MeanSquaredError, [Metric.MeanAbsoluteError], [Metric.MeanAbsoluteError]);
        Evaluation e = model.Evaluate(Dataset.From(Column(1, 1), Column(1, 3), Tensor.Create(3f, 1f)));
        Assert.Equal((3 * 1 + 1 * 9) / 2.0, e.Loss, 1e-6); // Keras: the weighted sum over the number of rows
        Assert.Equal(2, e["mean_absolute_error"], 1e-6);
        Assert.Equal((3 * 1 + 1 * 3) / 4.0, e["weighted_mean_absolute_error"], 1e-6);
    }

    [Fact]
    public void Class_weights_multiply_the_rows_of_a_class()
    {
        double LossWith(ClassWeight? weight)
        {
            Sequential model = OneWeight(rate: 0, start: 2);
            return model.Fit(Column(1, 1, 1, 1), Column(0, 0, 0, 1), new() { ClassWeight = weight })["loss"][0];
        }

        Assert.Equal((4 + 4 + 4 + 1) / 4.0, LossWith(null), 1e-6);
        Assert.Equal((4 + 4 + 4 + 5) / 4.0, LossWith(new Dictionary<int, double> { [1] = 5 }), 1e-6);
        Assert.Equal((3 * 4 * (4 / 6.0) + 1 * 2) / 4, LossWith(ClassWeight.Balanced), 1e-5); // n / (k · count): 4/(2·3) and 4/(2·1)
        Assert.Throws<ArgumentException>(() => LossWith(new Dictionary<int, double> { [7] = 5 }));
    }

    [Fact]
    public void Penalties_are_part_of_the_loss_and_of_the_gradient()
    {
        Sequential model = OneWeight(regularizer: new L2(0.25), start: 2);
        Assert.Equal(1, model.TrainOnBatch(Column(0), Column(0)).Loss, 1e-6); // 0.25 · 2²
        Assert.Equal(1.9, Weight(model), 1e-6); // 2 − 0.1 · 2 · 0.25 · 2
    }

    [Fact]
    public void Epochs_are_counted_from_one_and_continued_after_the_initial_epoch()
    {
        Sequential model = OneWeight();
        Assert.Equal([1, 2], model.Fit(Column(1), Column(1), new() { Epochs = 2 }).Epochs.Select(e => e.Epoch));
        Assert.Equal([3], model.Fit(Column(1), Column(1), new() { Epochs = 3, InitialEpoch = 2 }).Epochs.Select(e => e.Epoch));
    }

    [Fact]
    public void Training_in_two_parts_equals_training_at_once()
    {
        (Tensor x, Tensor y) = Data(50);
        Sequential once = Classifier(), parts = Classifier();
        once.Fit(x, y, new() { Epochs = 4, BatchSize = 8 });
        parts.Fit(x, y, new() { Epochs = 2, BatchSize = 8 });
        parts.Fit(x, y, new() { Epochs = 4, InitialEpoch = 2, BatchSize = 8 });
        Assert.Equal(once.Predict(x).ToArray<float>(), parts.Predict(x).ToArray<float>());
    }

    [Fact]
    public void Steps_per_epoch_go_on_where_the_last_epoch_ended()
    {
        List<int> sizes = [];
        Sequential model = OneWeight();
        model.Fit(Column(1, 2, 3, 4, 5), Column(1, 2, 3, 4, 5), new() { Epochs = 2, BatchSize = 2, StepsPerEpoch = 4, Callbacks = [new Recorder(sizes)] });
        Assert.Equal([2, 2, 1, 2, 2, 1, 2, 2], sizes);
    }

    [Fact]
    public void A_validation_split_holds_rows_back()
    {
        (Tensor x, Tensor y) = Data(40);
        List<int> sizes = [];
        History history = Classifier().Fit(x, y, new() { BatchSize = 8, ValidationSplit = 0.2, Callbacks = [new Recorder(sizes)] });
        Assert.Equal(32, sizes.Sum());
        Assert.Equal(["loss", "accuracy", "val_loss", "val_accuracy"], history.Columns);
        Assert.Throws<ArgumentException>(() => Classifier().Fit(x, y, new() { ValidationSplit = 0.2, Validation = (x, y) }));
    }

    [Fact]
    public void Validation_may_be_of_some_batches_after_some_epochs()
    {
        Sequential model = OneWeight(rate: 0, start: 1);
        History history = model.Fit(Column(1), Column(1), new()
        {
            Epochs = 5,
            ValidationFrequency = 2,
            ValidationSteps = 2,
            ValidationBatchSize = 1,
            Validation = (Column(1, 1, 1), Column(2, 3, 9)),
        });
        Assert.Equal([false, true, false, true, false], history.Epochs.Select(epoch => epoch.Validation is not null));
        Assert.Equal([2.5, 2.5], history["val_loss"]); // rows 1 and 2 of 3: (1 + 4) / 2
        Assert.Equal(5, history["loss"].Length);
        Assert.Throws<ArgumentException>(() => model.Fit(Column(1), Column(1), new() { ValidationSteps = 2 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Fit(Column(1), Column(1), new() { ValidationFrequency = 0 }));
    }

    [Fact]
    public void A_stream_without_end_trains_and_validates_by_steps()
    {
        int made = 0;
        IEnumerable<Batch> Endless()
        {
            while (true) { yield return new(Column(++made), Column(made)); }
        }

        List<int> sizes = [];
        History history = OneWeight(rate: 0).Fit(Dataset.FromBatches(Endless()), new()
        {
            Epochs = 3,
            StepsPerEpoch = 4,
            Validation = Dataset.FromBatches(Endless()),
            ValidationSteps = 1,
            ValidationFrequency = 3,
            Callbacks = [new Recorder(sizes)],
        });
        Assert.Equal(12, sizes.Count);
        Assert.Equal([(1 + 4 + 9 + 16) / 4.0, (25 + 36 + 49 + 64) / 4.0, (81 + 100 + 121 + 144) / 4.0], history["loss"]); // each batch once, none lost
        Assert.Equal([13 * 13.0], history["val_loss"]);
    }

    [Fact]
    public void A_stream_that_can_be_read_only_once_loses_no_batch()
    {
        using System.Collections.Concurrent.BlockingCollection<Batch> queue = [new(Column(1), Column(0)), new(Column(2), Column(0)), new(Column(3), Column(0))];
        queue.CompleteAdding();
        Assert.Equal((1 + 4 + 9) / 3.0, OneWeight(rate: 0, start: 1).Fit(Dataset.FromBatches(queue.GetConsumingEnumerable()))["loss"][0], 1e-6);
    }

    [Fact]
    public void A_custom_loop_does_what_fit_does()
    {
        (Tensor x, Tensor y) = Data(50);
        Dataset data = (x, y);
        Sequential fitted = Classifier(), looped = Classifier();
        History history = fitted.Fit(data, new() { Epochs = 2, BatchSize = 8, Shuffle = false });
        for (int epoch = 0; epoch < 2; epoch++)
        {
            MetricTotals totals = looped.NewTotals(data);
            foreach (Batch batch in data.Batches(8)) { looped.TrainOnBatch(batch, totals); }
            Assert.Equal(history.Epochs[epoch].Training.Values, totals.Result().Values);
        }

        Assert.Equal(fitted.Predict(x).ToArray<float>(), looped.Predict(x).ToArray<float>());
    }

    [Fact]
    public void Streams_train_like_tensors()
    {
        (Tensor x, Tensor y) = Data(16);
        Sequential a = Classifier(), b = Classifier();
        a.Fit(x, y, new() { BatchSize = 16, Shuffle = false });
        b.Fit(Dataset.FromBatches([new(x, y)]));
        Assert.Equal(a.Predict(x).ToArray<float>(), b.Predict(x).ToArray<float>());
    }

    [Fact]
    public void Cancelling_ends_at_a_batch_boundary_with_a_usable_model()
    {
        using CancellationTokenSource source = new();
        (Tensor x, Tensor y) = Data(64);
        Sequential model = Classifier();
        List<int> sizes = [];
        History history = model.Fit(
            (x, y), new() { Epochs = 100, BatchSize = 8, Callbacks = [new Recorder(sizes, batch => { if (batch == 11) { source.Cancel(); } })] }, source.Token);
        Assert.True(history.WasCancelled);
        Assert.Equal(11, sizes.Count);
        Assert.Single(history.Epochs);
        Assert.All(model.Predict(x).ToArray<float>(), p => Assert.InRange(p, 0, 1));
    }

    [Fact]
    public async Task Training_in_the_background_reports_progress()
    {
        (Tensor x, Tensor y) = Data(24);
        List<TrainingProgress> reports = [];
        History history = await Classifier().FitAsync((x, y), new() { Epochs = 3, BatchSize = 8, Progress = new Direct(reports.Add) });
        Assert.Equal(history.Epochs, reports.Where(report => report.Completed is not null).Select(report => report.Completed!));
        Assert.All(reports, report => Assert.Equal((3, (int?)3), (report.Epochs, report.Batches)));
    }

    [Fact]
    public async Task Progress_and_cancellation_may_be_given_to_fit_async()
    {
        using CancellationTokenSource source = new();
        (Tensor x, Tensor y) = Data(24);
        List<TrainingProgress> reports = [];
        History history = await Classifier().FitAsync((x, y), new() { Epochs = 1000, BatchSize = 8 }, new Direct(report =>
        {
            reports.Add(report);
            if (report.Completed?.Epoch == 2) { source.Cancel(); }
        }), source.Token);
        Assert.True(history.WasCancelled);
        Assert.Equal([1, 2], history.Epochs.Select(epoch => epoch.Epoch));
        Assert.Equal(2, reports.Count(report => report.Completed is not null));
    }

    [Fact]
    public void Data_with_the_wrong_number_of_targets_are_an_error()
    {
        (Tensor x, Tensor y) = Data(8);
        Assert.Contains("1 outputs", Assert.Throws<ArgumentException>(() => Classifier().Fit(Dataset.From([x], [y, y]))).Message, StringComparison.Ordinal);
    }

    private static (Tensor X, Tensor Y) Data(int rows)
    {
        Tensor x = Tensor.RandomNormal([rows, 3], RandomKey.FromSeed(5));
        return (x, (x.Sum(-1, keepDims: true) > 0).Cast(DType.Float32));
    }

    private static Sequential Classifier()
    {
        Sequential model = new([new Dense(4, Activation.Relu), new Dropout(0.1), new Dense(1, Activation.Sigmoid)]) { Seed = 3 };
        model.Compile(new Adam(0.01), Loss.BinaryCrossentropy, [Metric.Accuracy]);
        return model;
    }

    private sealed class Recorder(List<int> sizes, Action<int>? onBatch = null) : Callback
    {
        public override void OnBatchEnd(TrainingContext context, in BatchResult result)
        {
            sizes.Add(result.Rows);
            onBatch?.Invoke(sizes.Count);
        }
    }

    private sealed class Direct(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}

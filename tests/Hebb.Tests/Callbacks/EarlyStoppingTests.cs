using Hebb.Callbacks;
using Hebb.Initializers;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Metrics;
using Hebb.Models;
using Hebb.Optimizers;
using Hebb.Tensors;

namespace Hebb.Tests.Callbacks;

/// <summary>
/// The model is one weight w and does not learn by itself: a callback sets w before each epoch's validation, which makes val_loss = w². So the
/// sequence of values is known, and what EarlyStopping must do follows by counting.
/// </summary>
public sealed class EarlyStoppingTests
{
    private static (History History, double Weight) Fit(double[] values, EarlyStopping stopping, bool validate = true, FitOptions? options = null)
    {
        Sequential model = new([new Dense(1, useBias: false) { KernelInitializer = Initializer.Zeros }]);
        model.Compile(new SGD(0), Loss.MeanSquaredError, [new Falling()]);
        Tensor one = Tensor.Ones([1, 1]), zero = Tensor.Zeros([1, 1]);
        History history = model.Fit(
            one,
            zero,
            (options ?? new() { Epochs = values.Length }) with { Validation = validate ? (one, zero) : null, Callbacks = [new Script(values), stopping] });
        return (history, model.Parameters[0].ToArray<float>()[0]);
    }

    [Theory]
    [InlineData(1, 4)] // best in epoch 3, one epoch without improvement
    [InlineData(2, 5)]
    [InlineData(3, 6)]
    public void Training_stops_after_patience_epochs_without_improvement_and_restores_the_best(int patience, int lastEpoch)
    {
        EarlyStopping stopping = new() { Patience = patience };
        (History history, double weight) = Fit([5, 4, 3, 3.5, 3.4, 3.3, 3.2], stopping);
        Assert.Equal(lastEpoch, history.Epochs.Count);
        Assert.Equal(lastEpoch, stopping.StoppedEpoch);
        Assert.Equal((3, 9.0), (stopping.BestEpoch, stopping.Best));
        Assert.Equal(3, weight);
        Assert.Contains("val_loss", history.StopReason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_improvement_starts_the_count_again()
    {
        EarlyStopping stopping = new() { Patience = 2 };
        Assert.Equal(7, Fit([5, 6, 4, 5, 3, 4, 4, 4], stopping).History.Epochs.Count);
    }

    [Fact]
    public void The_best_weights_come_back_although_training_ran_to_its_end()
    {
        EarlyStopping stopping = new() { Patience = 10 };
        (History history, double weight) = Fit([5, 2, 4, 3], stopping);
        Assert.Null(history.StopReason);
        Assert.Equal(0, stopping.StoppedEpoch);
        Assert.Equal(2, weight);
    }

    [Fact]
    public void The_last_weights_stay_if_asked_for()
    {
        Assert.Equal(4, Fit([5, 2, 4], new() { Patience = 1, RestoreBestWeights = false }).Weight);
    }

    [Fact]
    public void Smaller_changes_than_min_delta_do_not_count()
    {
        // Squares 25, 24.01, 22.09: steps of 0.99 and 1.92.
        Assert.Equal(2, Fit([5, 4.9, 4.7, 4.5], new() { Patience = 1, MinDelta = 1 }).History.Epochs.Count);
        Assert.Equal(4, Fit([5, 4.9, 4.7, 4.5], new() { Patience = 1, MinDelta = 0.9 }).History.Epochs.Count);
    }

    [Fact]
    public void A_baseline_that_is_not_reached_ends_training()
    {
        // As in Keras an epoch better than all before does not end it, but the next that is not does.
        Assert.Equal(5, Fit([5, 4, 3, 2, 2, 1], new() { Patience = 3, Baseline = 1 }).History.Epochs.Count);
        Assert.Equal(5, Fit([5, 4, 0.5, 0.4, 0.3], new() { Patience = 3, Baseline = 1 }).History.Epochs.Count);
    }

    [Fact]
    public void Early_epochs_may_be_left_out()
    {
        EarlyStopping stopping = new() { Patience = 1, StartFromEpoch = 2 };
        Assert.Equal(4, Fit([1, 2, 5, 6, 7], stopping).History.Epochs.Count);
        Assert.Equal(3, stopping.BestEpoch);
    }

    [Fact]
    public void The_mode_follows_the_metric()
    {
        // The metric rises with w: 1 is worst and 3 best, although the loss says the opposite.
        EarlyStopping stopping = new() { Patience = 1, Monitor = "val_size" };
        (History history, double weight) = Fit([1, 2, 3, 2, 1], stopping);
        Assert.Equal(4, history.Epochs.Count);
        Assert.Equal(3, weight);
        Assert.Equal(2, Fit([1, 2, 3], new() { Patience = 1, Monitor = "val_size", Mode = MonitorMode.Min }).History.Epochs.Count);
    }

    [Fact]
    public void Not_a_number_is_no_improvement()
    {
        EarlyStopping stopping = new() { Patience = 2 };
        (History history, double weight) = Fit([5, double.NaN, double.NaN, 1], stopping, options: new() { Epochs = 4, TerminateOnNaN = false });
        Assert.Equal(3, history.Epochs.Count);
        Assert.Equal(5, weight);
    }

    [Theory]
    [InlineData("val_auc", 2)] // the labels are all 0
    [InlineData("val_auc", 0)]
    [InlineData("val_loss", 3)]
    public void A_value_that_is_never_a_number_is_said_to_be_undefined(string monitor, int patience)
    {
        Sequential model = new([new Dense(1, activation: Hebb.Activations.Activation.Sigmoid)]);
        model.Compile(new SGD(0), Loss.BinaryCrossentropy, [new AUC()]);
        Tensor x = Tensor.Ones([4, 1]), y = Tensor.Zeros([4, 1]), validation = monitor == "val_auc" ? x : Tensor.Full([4, 1], float.NaN);
        EarlyStopping stopping = new() { Monitor = monitor, Patience = patience };
        History history = model.Fit(
            x, y, new() { Epochs = 9, TerminateOnNaN = false, Validation = (validation, y), Callbacks = [stopping] });
        int last = Math.Max(2, patience);
        Assert.Equal(
            $"Stopped early after epoch {last}: {monitor} is undefined: it was NaN in each of {last} epochs, as the AUC of examples of one class is. "
            + "Watch another value, or validate with examples for which it is defined.",
            history.StopReason);
        Assert.Null(stopping.Best);
    }

    [Fact]
    public void An_unknown_value_to_watch_is_an_error_that_lists_the_values()
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => Fit([1], new() { Monitor = "val_acuracy" }));
        Assert.Contains("val_size", e.Message, StringComparison.Ordinal);
        ArgumentException missing = Assert.Throws<ArgumentException>(() => Fit([1], new(), validate: false));
        Assert.Contains("Validation", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_interrupted_training_goes_on_as_if_it_had_not_been()
    {
        double[] values = [5, 4, 3, 3.5, 3.6, 3.7, 3.8];
        EarlyStopping whole = new() { Patience = 3 };
        (History expected, _) = Fit(values, whole);

        EarlyStopping first = new() { Patience = 3 };
        Fit(values, first, options: new() { Epochs = 4 });
        EarlyStopping second = new() { Patience = 3 };
        second.State = first.State;
        (History rest, _) = Fit(values, second, options: new() { Epochs = 7, InitialEpoch = 4 });
        Assert.Equal(expected.Epochs[^1].Epoch, rest.Epochs[^1].Epoch);
        Assert.Equal((whole.BestEpoch, whole.Best, whole.StoppedEpoch), (second.BestEpoch, second.Best, second.StoppedEpoch));
    }

    [Fact]
    public void The_same_callback_serves_a_second_training_afresh()
    {
        EarlyStopping stopping = new() { Patience = 1 };
        Fit([1, 2, 3], stopping);
        Assert.Equal(3, Fit([9, 8, 7], stopping).History.Epochs.Count);
        Assert.Equal(3, stopping.BestEpoch);
    }

    /// <summary>Sets the weight at the end of each epoch's training, before validation.</summary>
    private sealed class Script(double[] values) : Callback
    {
        public override void OnBatchEnd(TrainingContext context, in BatchResult result) =>
            context.Model.Parameters[0].SetValues<float>([(float)values[result.Epoch - 1]]);
    }

    /// <summary>The mean prediction: larger is better.</summary>
    private sealed record Falling : Metric
    {
        public override string Name => "size";

        public override bool LargerIsBetter => true;

        public override Tensor Sums(Tensor yTrue, Tensor yPred, Tensor weights) => Hebb.Ops.TensorOps.Reshape(yPred, [1]);

        public override double Result(ReadOnlySpan<double> totals) => totals[0];
    }
}

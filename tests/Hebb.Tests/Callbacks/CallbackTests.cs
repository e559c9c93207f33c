using Hebb.Callbacks;
using Hebb.Datasets;
using Hebb.Initializers;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Metrics;
using Hebb.Models;
using Hebb.Optimizers;
using Hebb.Tensors;

namespace Hebb.Tests.Callbacks;

public sealed class CallbackTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".csv");

    public void Dispose() => File.Delete(_file);

    private static Sequential Model(double rate = 0)
    {
        Sequential model = new([new Dense(1, useBias: false) { KernelInitializer = Initializer.Constant(2) }]);
        model.Compile(new SGD(rate), Loss.MeanSquaredError, [Metric.MeanAbsoluteError]);
        return model;
    }

    private static Tensor Column(params float[] values) => Tensor.Create<float>(values, [values.Length, 1]);

    [Fact]
    public void Callbacks_are_called_in_order()
    {
        List<string> calls = [];
        Model().Fit(Column(1, 2, 3), Column(1, 2, 3), new() { Epochs = 2, BatchSize = 2, Callbacks = [new Log(calls)] });
        Assert.Equal(["train", "epoch 1", "batch 1.1 (2)", "batch 1.2 (1)", "end 1", "epoch 2", "batch 2.1 (2)", "batch 2.2 (1)", "end 2", "done"], calls);
    }

    [Fact]
    public void Functions_are_called_like_methods()
    {
        List<string> calls = [];
        LambdaCallback functions = new()
        {
            TrainBegin = _ => calls.Add("train"),
            EpochBegin = (_, epoch) => calls.Add($"epoch {epoch}"),
            BatchEnd = (context, result) => calls.Add($"batch {result.Epoch}.{result.Batch} ({result.Rows}), running {context.Running.Loss}"),
            EpochEnd = (context, result) => calls.Add($"end {result.Epoch}, {context.Epochs.Count}"),
            TrainEnd = _ => calls.Add("done"),
        };
        Model().Fit(Column(1, 2), Column(2, 5), new() { BatchSize = 1, Shuffle = false, Callbacks = [functions] });
        Assert.Equal(["train", "epoch 1", "batch 1.1 (1), running 0", "batch 1.2 (1), running 0.5", "end 1, 1", "done"], calls); // w = 2: 0² and (4 − 5)²
    }

    [Fact]
    public void The_csv_file_leaves_no_column_out_when_an_epoch_is_not_validated()
    {
        Model()
            .Fit(Column(1), Column(0), new() { Epochs = 2, Validation = (Column(2), Column(0)), ValidationFrequency = 2, Callbacks = [new CSVLogger(_file)] });
        Assert.Equal("1,4,2,NA,NA,0\n2,4,2,16,4,0\n", string.Concat(File.ReadLines(_file).Skip(1).Select(line => line + "\n")));
    }

    [Fact]
    public void A_callback_may_stop_training_after_a_batch()
    {
        List<string> calls = [];
        History history =
            Model().Fit(Column(1, 2, 3), Column(1, 2, 3), new() { Epochs = 9, BatchSize = 1, Callbacks = [new Log(calls, stopAt: "batch 2.2 (1)")] });
        Assert.Equal("enough", history.StopReason);
        Assert.Equal(["batch 2.2 (1)", "done"], calls[^2..]);
        Assert.Single(history.Epochs);
    }

    [Fact]
    public void The_csv_file_has_a_line_per_epoch()
    {
        Model().Fit(Column(1), Column(0), new() { Epochs = 2, Validation = (Column(2), Column(0)), Callbacks = [new CSVLogger(_file)] });
        Assert.Equal(
            "epoch,loss,mean_absolute_error,val_loss,val_mean_absolute_error,learning_rate\n1,4,2,16,4,0\n2,4,2,16,4,0\n",
            File.ReadAllText(_file)); // w = 2: loss (2·1)², validation (2·2)²
    }

    [Fact]
    public void The_csv_file_is_continued_and_other_columns_are_refused()
    {
        Model().Fit(Column(1), Column(0), new() { Callbacks = [new CSVLogger(_file, ';')] });
        Model().Fit(Column(1), Column(0), new() { Epochs = 2, InitialEpoch = 1, Callbacks = [new CSVLogger(_file, ';', append: true)] });
        Assert.Equal("epoch;loss;mean_absolute_error;learning_rate\n1;4;2;0\n2;4;2;0\n", File.ReadAllText(_file));
        Assert.Throws<InvalidOperationException>(() => Model().Fit(Column(1), Column(0), new() { Callbacks = [new CSVLogger(_file, append: true)] }));
    }

    [Fact]
    public void Nan_in_the_data_ends_training_and_is_named()
    {
        History history = Model().Fit(Column(1, 2, 3, float.NaN), Column(1, 2, 3, 4), new() { Epochs = 5, BatchSize = 2, Shuffle = false });
        Assert.Equal(
            "The loss became NaN in batch 2 of epoch 1. Input 0 holds NaN in row 1 of the batch, column 0: fill missing values in before training.",
            history.StopReason);
        Assert.Empty(history.Epochs);
        history = Model().Fit(Dataset.From([Column(1, 2)], [Column(1, 2)], Tensor.Create(1, float.NaN)), new() { BatchSize = 2, Shuffle = false });
        Assert.Contains("The weights hold NaN in row 1 of the batch", history.StopReason, StringComparison.Ordinal);
    }

    [Fact]
    public void Divergence_ends_training_and_names_the_weight()
    {
        History history = Model(rate: 1e10).Fit(Column(100), Column(1), new() { Epochs = 50 });
        Assert.Contains("dense/kernel", history.StopReason, StringComparison.Ordinal);
        Assert.Contains("lower the learning rate", history.StopReason, StringComparison.Ordinal);
    }

    [Fact]
    public void Nan_may_be_let_pass()
    {
        History history = Model().Fit(Column(float.NaN), Column(1), new() { Epochs = 3, TerminateOnNaN = false });
        Assert.Null(history.StopReason);
        Assert.Equal(3, history.Epochs.Count);
    }

    [Fact]
    public void A_column_that_does_not_exist_is_an_error_that_lists_the_columns()
    {
        History history = Model().Fit(Column(1), Column(0));
        Assert.Contains("mean_absolute_error", Assert.Throws<ArgumentException>(() => history["acc"]).Message, StringComparison.Ordinal);
    }

    private sealed class Log(List<string> calls, string? stopAt = null) : Callback
    {
        public override void OnTrainBegin(TrainingContext context) => calls.Add("train");

        public override void OnEpochBegin(TrainingContext context, int epoch) => calls.Add($"epoch {epoch}");

        public override void OnBatchEnd(TrainingContext context, in BatchResult result)
        {
            calls.Add($"batch {result.Epoch}.{result.Batch} ({result.Rows})");
            if (calls[^1] == stopAt) { context.StopTraining("enough"); }
        }

        public override void OnEpochEnd(TrainingContext context, EpochResult result) => calls.Add($"end {result.Epoch}");

        public override void OnTrainEnd(TrainingContext context) => calls.Add("done");
    }
}

using Hebb.Activations;
using Hebb.Callbacks;
using Hebb.Datasets;
using Hebb.Formats;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Metrics;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Callbacks;

/// <summary>
/// A training is "killed" by an exception out of a callback, which leaves nothing behind but its files, and started again with a new model, new data and new
/// callbacks. Whatever the moment, the end must be that of the training nobody interrupted, bit for bit.
/// </summary>
public sealed class BackupAndRestoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("backup").FullName;

    private string Backups => Path.Combine(_folder, "backups");

    private string Csv => Path.Combine(_folder, "log.csv");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(null, null, 1)]
    [InlineData(2, null, 1)]
    [InlineData(1, 3, 1)]
    [InlineData(null, 3, 2)]
    [InlineData(2, 4, 2)]
    [Trait("Speed", "Slow")]
    public void A_training_killed_at_any_moment_ends_like_one_that_was_not(int? frequency, int? stepsPerEpoch, int validationFrequency)
    {
        FitOptions options = new() { Epochs = 14, BatchSize = 8, StepsPerEpoch = stepsPerEpoch, ValidationFrequency = validationFrequency };
        Outcome expected = Train(options, frequency, int.MaxValue);
        Assert.False(Directory.Exists(Backups)); // deleted at the end
        Assert.True(expected.Moments > 10, $"{expected.Moments} moments");
        Assert.NotNull(expected.History!.StopReason); // early stopping is part of what is tested
        for (int moment = 1; moment <= expected.Moments; moment += 1 + expected.Moments / 25)
        {
            File.Delete(Csv);
            Assert.Null(Train(options, frequency, moment).History);
            AssertSame(expected, Train(options, frequency, int.MaxValue), $"killed at moment {moment}");
        }
    }

    [Fact]
    public void A_callback_that_cannot_be_kept_is_found_before_the_first_batch()
    {
        string folder = Directory.CreateTempSubdirectory("hebb-backup-").FullName;
        Sequential model = new([new Input([1]), new Dense(1)]);
        model.Compile(new SGD(), Loss.MeanSquaredError);
        try
        {
            Assert.Throws<NotSupportedException>(() => model.Fit(
                Tensor.Ones([2, 1]), Tensor.Ones([2, 1]), new() { Callbacks = [new BackupAndRestore(Path.Combine(folder, "backups")), new Forgetful()] }));
            Assert.Equal(0, model.Optimizer!.Iterations);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_training_killed_again_and_again_ends_like_one_that_was_not()
    {
        FitOptions options = new() { Epochs = 9, BatchSize = 8 };
        Outcome expected = Train(options, 1, int.MaxValue);
        File.Delete(Csv);
        Outcome actual;
        int runs = 0;
        do { actual = Train(options, 1, 7); } while (actual.History is null && ++runs < 100);
        Assert.True(runs > 2, $"{runs} runs");
        AssertSame(expected, actual, "killed again and again");
    }

    [Fact]
    public void A_stream_goes_on_behind_the_batches_it_gave()
    {
        IEnumerable<Batch> Endless()
        {
            for (long i = 0; ; i++) { yield return Rows(8, i); }
        }

        float[] Weights(int kill)
        {
            Sequential model = Model();
            try
            {
                model.Fit(
                    Dataset.FromBatches(Endless()),
                    new() { Epochs = 4, StepsPerEpoch = 5, Callbacks = [new Killer(kill), new BackupAndRestore(Backups) { SaveFrequency = 2 }] });
            }
            catch (KilledException) { }

            return [.. model.GetWeights().SelectMany(weight => weight.ToArray<float>())];
        }

        float[] expected = Weights(int.MaxValue);
        Weights(16);
        Assert.Equal(expected, Weights(int.MaxValue));
    }

    [Fact]
    public void Two_backups_are_kept_and_the_older_one_serves_if_the_newest_is_damaged()
    {
        FitOptions options = new() { Epochs = 9, BatchSize = 8 };
        Outcome expected = Train(options, 2, int.MaxValue);
        Train(options, 2, 17);
        string[] files = [.. Directory.GetFiles(Backups).Order(StringComparer.Ordinal)];
        Assert.Equal(2, files.Length);
        byte[] bytes = File.ReadAllBytes(files[1]);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(files[1], bytes);

        BackupAndRestore backup = new(Backups) { SaveFrequency = 2 };
        AssertSame(expected, Train(options, backup, int.MaxValue), "the older backup");
        Assert.Contains(Path.GetFileName(files[1]), backup.Message, StringComparison.Ordinal);
        Assert.Contains("damaged", backup.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public void Without_a_readable_backup_training_does_not_begin_anew_by_itself(int length)
    {
        Train(new() { Epochs = 3, BatchSize = 8 }, 2, 11);
        foreach (string file in Directory.GetFiles(Backups)) { File.WriteAllBytes(file, File.ReadAllBytes(file)[..length]); }
        FileFormatException error = Assert.Throws<FileFormatException>(() => Train(new() { Epochs = 3, BatchSize = 8 }, 2, int.MaxValue));
        Assert.Contains("Delete the folder", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_backup_of_another_training_is_refused_and_says_what_differs()
    {
        Train(new() { Epochs = 3, BatchSize = 8 }, 2, 11);
        OtherTrainingException refused = Assert.Throws<OtherTrainingException>(() => Train(new() { Epochs = 3, BatchSize = 4 }, 2, int.MaxValue));
        Assert.Equal("batch_size was 8 there and is 4 here", refused.Difference);
        Assert.StartsWith($"'{Backups}' belongs to another training: {refused.Difference}.", refused.Message, StringComparison.Ordinal);

        Sequential other = new([new Input([3]), new Dense(2)]) { Seed = 3 };
        other.Compile(new SGD(0.1), Loss.MeanSquaredError);
        string message = Assert.Throws<OtherTrainingException>(
            () => other.Fit(Rows(8, 1).Inputs[0], Tensor.Zeros([8, 2]), new() { Callbacks = [new BackupAndRestore(Backups)] })).Message;
        Assert.Contains("weights", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_training_keeps_its_backups_and_goes_on_later()
    {
        Sequential whole = Model(), parts = Model();
        Batch rows = Rows(40, 1);
        FitOptions options = new() { Epochs = 6, BatchSize = 8 };
        whole.Fit((rows.Inputs[0], rows.Targets[0]), options with { Callbacks = [new LambdaCallback()] });

        using CancellationTokenSource source = new();
        LambdaCallback cancel = new() { EpochEnd = (_, epoch) => { if (epoch.Epoch == 3) { source.Cancel(); } } };
        History first = parts.Fit((rows.Inputs[0], rows.Targets[0]), options with { Callbacks = [cancel, new BackupAndRestore(Backups)] }, source.Token);
        Assert.True(first.WasCancelled);
        History second = Model(out Sequential later)
            .Fit((rows.Inputs[0], rows.Targets[0]), options with { Callbacks = [new LambdaCallback(), new BackupAndRestore(Backups)] });
        Assert.Equal(6, second.Epochs.Count);
        Assert.Equal(Weights(whole), Weights(later));
    }

    [Fact]
    public void Every_optimizer_of_a_step_of_ones_own_goes_on()
    {
        float[] Train(int kill)
        {
            TwoOptimizers model = new() { Seed = 2 };
            model.Compile(new Adam(0.01));
            try
            {
                model.Fit(
                    Dataset.From([Rows(40, 1).Inputs[0]], []),
                    new() { Epochs = 4, BatchSize = 8, Callbacks = [new Killer(kill), new BackupAndRestore(Backups) { SaveFrequency = 1 }] });
            }
            catch (KilledException) { }

            return Weights(model);
        }

        float[] expected = Train(int.MaxValue);
        Train(13);
        Assert.Equal(expected, Train(int.MaxValue));
    }

    private sealed record Outcome(History? History, float[] Weights, int Moments, EarlyStopping Stopping, string Csv);

    private Outcome Train(FitOptions options, int? frequency, int kill) => Train(options, new BackupAndRestore(Backups) { SaveFrequency = frequency }, kill);

    private Outcome Train(FitOptions options, BackupAndRestore backup, int kill)
    {
        Batch train = Rows(40, 1), test = Rows(16, 2);
        Model(out Sequential model);
        EarlyStopping stopping = new() { Monitor = "val_accuracy", Patience = 2 };
        Killer killer = new(kill);
        History? history = null;
        try
        {
            history = model.Fit((train.Inputs[0], train.Targets[0]), options with
            {
                Validation = (test.Inputs[0], test.Targets[0]),
                Callbacks = [backup, stopping, new Halving(), new CSVLogger(Csv), killer],
            });
        }
        catch (KilledException) { }

        return new(history, Weights(model), killer.Moments, stopping, File.ReadAllText(Csv));
    }

    private static void AssertSame(Outcome expected, Outcome actual, string when)
    {
        Assert.True(actual.History is not null, when);
        Assert.True(expected.Weights.AsSpan().SequenceEqual(actual.Weights), $"weights differ, {when}");
        Assert.Equal(expected.History!.StopReason, actual.History.StopReason);
        Assert.Equal(Lines(expected.History), Lines(actual.History));
        Assert.Equal(
            (expected.Stopping.Best, expected.Stopping.BestEpoch, expected.Stopping.StoppedEpoch),
            (actual.Stopping.Best, actual.Stopping.BestEpoch, actual.Stopping.StoppedEpoch));
        Assert.Equal(expected.Csv, actual.Csv);
    }

    private static string[] Lines(History history) => [.. history.Epochs.Select(epoch =>
        $"{epoch.Epoch}: "
        + string.Join(' ', epoch.Training.Values.Concat(epoch.Validation?.Values ?? []).Append(epoch.LearningRate).Select(value => $"{value:R}")))];

    private static float[] Weights(Model model) => [.. model.GetWeights().SelectMany(weight => weight.ToArray<float>())];

    private static Batch Rows(int rows, long seed)
    {
        Tensor x = Tensor.RandomNormal([rows, 3], RandomKey.FromSeed(seed));
        return new(x, (x.Sum(-1, keepDims: true) > 0).Cast(DType.Float32));
    }

    private static Sequential Model() => Model(out Sequential model);

    private static Sequential Model(out Sequential model)
    {
        model = new([new Dense(6, Activation.Relu), new BatchNormalization(), new Dropout(0.3), new Dense(1, Activation.Sigmoid)]) { Seed = 3 };
        model.Compile(new Adam(0.02), Loss.BinaryCrossentropy, [Metric.Accuracy, Metric.Auc]);
        return model;
    }

    private sealed class KilledException : Exception;

    /// <summary>Counts batches, ends of epochs and the end of training, and throws at one of them.</summary>
    private sealed class Killer(int moment) : Callback
    {
        public int Moments { get; private set; }

        public override void OnBatchEnd(TrainingContext context, in BatchResult result) => Next();

        public override void OnEpochEnd(TrainingContext context, EpochResult result) => Next();

        public override void OnTrainEnd(TrainingContext context) => Next();

        private void Next()
        {
            if (++Moments == moment) { throw new KilledException(); }
        }
    }

    /// <summary>Halves the learning rate when the loss has not fallen by a tenth for two epochs.</summary>
    private sealed class Halving : Callback
    {
        private double _best = double.PositiveInfinity;
        private int _wait;

        protected override void Remember(CallbackState state)
        {
            _best = state.Number("best", _best);
            _wait = state.Count("wait", _wait);
        }

        public override void OnEpochEnd(TrainingContext context, EpochResult result)
        {
            if (result.Training.Loss < _best * 0.9) { (_best, _wait) = (result.Training.Loss, 0); }
            else if (++_wait == 2) { (context.Model.Optimizer!.LearningRate, _wait) = (context.Model.Optimizer.LearningRate / 2, 0); }
        }
    }

    /// <summary>Two layers that are trained by optimizers of their own, on random targets.</summary>
    private sealed class TwoOptimizers : Model
    {
        private readonly Dense _first, _second;
        private readonly Adam _other = new(0.05);

        public TwoOptimizers() => (_first, _second) = (AddLayer(new Dense(4, Activation.Tanh)), AddLayer(new Dense(1)));

        protected override Tensor Forward(Tensor x, bool training) => _second.Apply(_first.Apply(x, training), training);

        protected override OrderedDictionary<string, Tensor> TrainStep(StepData data)
        {
            Tensor noise = Tensor.RandomUniform([data.Rows, 1], Randomness("target"));
            Tensor loss = (Forward(data.X, training: true) - noise).Square().Mean();
            Optimizer!.Minimize(loss, _first.TrainableParameters);
            _other.Minimize(loss, _second.TrainableParameters);
            return new() { ["loss"] = loss };
        }
    }

    private sealed class Forgetful : Callback
    {
        protected override void Remember(CallbackState state) => throw new NotSupportedException("It remembers nothing.");
    }
}

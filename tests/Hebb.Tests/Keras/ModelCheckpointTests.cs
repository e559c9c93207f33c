using Hebb.Callbacks;
using Hebb.Initializers;
using Hebb.Keras;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Metrics;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Keras;

/// <summary>The model is one weight that a callback sets after each step, so that val_loss is its square.</summary>
public sealed class ModelCheckpointTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("checkpoint").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string[] Files =>
        [.. Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_folder, file)).Order(StringComparer.Ordinal)];

    private string In(string name) => Path.Combine(_folder, name);

    private static void Fit(double[] values, ModelCheckpoint checkpoint, FitOptions? options = null, int batches = 1)
    {
        Sequential model = new([new Input([1]), new Dense(1, useBias: false) { KernelInitializer = Initializer.Zeros }]);
        model.Compile(new SGD(0), Loss.MeanSquaredError);
        int step = 0;
        LambdaCallback script = new() { BatchEnd = (context, _) => context.Model.Parameters[0].SetValues<float>([(float)values[step++]]) };
        Tensor one = Tensor.Ones([1, 1]), zero = Tensor.Zeros([1, 1]);
        model.Fit(
            Tensor.Ones([batches, 1]),
            Tensor.Zeros([batches, 1]),
            (options ?? new()) with { Epochs = values.Length / batches, BatchSize = 1, Validation = (one, zero), Callbacks = [script, checkpoint] });
    }

    private float WeightIn(string name) => Model.Load(In(name)).Parameters[0].ToArray<float>()[0];

    [Fact]
    public void Every_epoch_has_a_file_named_by_its_numbers()
    {
        ModelCheckpoint checkpoint = new(In("run/{epoch:02d}-{val_loss:.2f}.keras"));
        Fit([3, 1.5, 2], checkpoint);
        Assert.Equal([Path.Join("run", "01-9.00.keras"), Path.Join("run", "02-2.25.keras"), Path.Join("run", "03-4.00.keras")], Files);
        Assert.Equal(1.5f, WeightIn("run/02-2.25.keras"));
        Assert.Equal(In("run/03-4.00.keras"), checkpoint.LastPath);
    }

    [Fact]
    public void Only_the_best_is_kept_if_asked_for()
    {
        ModelCheckpoint checkpoint = new(In("best.keras")) { SaveBestOnly = true };
        Fit([3, 1.5, 2, 1.5, 4], checkpoint);
        Assert.Equal(1.5f, WeightIn("best.keras"));
        Assert.Equal(2.25, checkpoint.Best);
        Assert.Equal(["best.keras"], Files);
    }

    [Theory]
    [InlineData(MonitorMode.Auto, 1.5f)] // a loss: smaller
    [InlineData(MonitorMode.Min, 1.5f)]
    [InlineData(MonitorMode.Max, 4f)]
    public void The_mode_says_what_is_better(MonitorMode mode, float expected)
    {
        Fit([3, 1.5, 4, 2], new(In("best.keras")) { SaveBestOnly = true, Mode = mode });
        Assert.Equal(expected, WeightIn("best.keras"));
    }

    [Fact]
    public void A_threshold_must_be_passed_first()
    {
        Fit([3, 2, 1.5], new(In("{epoch}.keras")) { SaveBestOnly = true, InitialValueThreshold = 4 });
        Assert.Equal(["3.keras"], Files); // squares 9, 4 (not better than 4), 2.25
    }

    [Fact]
    public void Epochs_without_the_value_are_passed_over()
    {
        Fit([3, 2, 1, 4], new(In("{epoch}.keras")) { SaveBestOnly = true }, new() { ValidationFrequency = 2 });
        Assert.Equal(["2.keras"], Files);
        Fit([3, 2, 1, 4], new(In("v{epoch}-{val_loss:.0f}.keras")), new() { ValidationFrequency = 2 });
        Assert.Equal(["2.keras", "v2-4.keras", "v4-16.keras"], Files);
    }

    [Fact]
    public void Files_may_be_written_after_a_number_of_batches()
    {
        Fit([1, 2, 3, 4, 5, 6], new(In("{epoch}-{batch}.keras")) { SaveFrequency = 2 }, batches: 3);
        Assert.Equal(["1-2.keras", "2-1.keras", "2-3.keras"], Files); // steps 2, 4, 6
        Assert.Equal(4, WeightIn("2-1.keras"));
    }

    [Fact]
    public void Weights_alone_are_written_if_asked_for()
    {
        Fit([3], new(In("best.weights.h5")) { SaveWeightsOnly = true });
        Sequential model = new([new Input([1]), new Dense(1, useBias: false)]);
        model.LoadWeights(In("best.weights.h5"));
        Assert.Equal([3f], model.Parameters[0].ToArray<float>());
    }

    [Fact]
    public void A_wrong_ending_name_or_place_is_an_error_before_training_begins()
    {
        foreach (string name in (string[])["a.onnx", "a.weights.h5", "a.txt", "a"])
        {
            Assert.Contains(".keras, .h5", Assert.Throws<ArgumentException>(() => Fit([1], new(In(name)))).Message, StringComparison.Ordinal);
        }

        Assert.Contains(
            ".weights.h5", Assert.Throws<ArgumentException>(() => Fit([1], new(In("a.keras")) { SaveWeightsOnly = true })).Message, StringComparison.Ordinal);
        Assert.Contains(
            "loss, val_loss",
            Assert.Throws<ArgumentException>(() => Fit([1], new(In("a.keras")) { SaveBestOnly = true, Monitor = "acc" })).Message,
            StringComparison.Ordinal);
        Assert.Contains("loss, val_loss", Assert.Throws<ArgumentException>(() => Fit([1], new(In("{auc:.2f}.keras")))).Message, StringComparison.Ordinal);
        Assert.Contains(
            "after a batch",
            Assert.Throws<ArgumentException>(() => Fit([1], new(In("{val_loss}.keras")) { SaveFrequency = 1 })).Message,
            StringComparison.Ordinal);
        Assert.Contains("{epoch:02d}", Assert.Throws<ArgumentException>(() => new ModelCheckpoint("{epoch:02x}.keras")).Message, StringComparison.Ordinal);
        Assert.Empty(Files);
    }

    [Fact]
    public void Keras_older_format_is_written_where_the_name_asks_for_it()
    {
        Fit([3], new(In("best.h5")));
        Assert.Equal("h5", ModelFile.Inspect(In("best.h5")).Format);
        Assert.Equal([3f], Model.Load(In("best.h5")).Parameters[0].ToArray<float>());
    }

    [Fact]
    public void A_part_that_files_cannot_hold_is_found_before_training_begins()
    {
        Metric own = Metric.Mean("own", (y, p) => (y - p).Abs().Mean(1));
        foreach (Action<Model> compile in (Action<Model>[])
            [model => model.Compile(new SGD(), new OwnLoss()), model => model.Compile(new SGD(), Loss.MeanSquaredError, [own]),
             model => model.Compile(new SGD { Maximize = true }, Loss.MeanSquaredError)])
        {
            Sequential model = new([new Input([1]), new Dense(1)]);
            compile(model);
            string message = Assert.Throws<ArgumentException>(() => Train(model, new(In("a.keras")))).Message;
            Assert.Contains("IncludeTraining = false", message, StringComparison.Ordinal);
            Assert.Equal(0, model.Optimizer!.Iterations);
            Train(model, new(In("a.keras")) { IncludeTraining = false });
            Assert.Null(Model.Load(In("a.keras")).Optimizer);
            Train(model, new(In("a.weights.h5")) { SaveWeightsOnly = true });
        }

        Sequential code = new([new Input([1]), new FunctionLayer(x => x * 2), new Dense(1)]);
        code.Compile(new SGD(), Loss.MeanSquaredError);
        Assert.Contains("Layer.Kinds.Register", Assert.Throws<ArgumentException>(() => Train(code, new(In("a.keras")))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_learns_its_input_from_the_data_is_checked_as_well()
    {
        Sequential model = new([new Dense(1)]);
        model.Compile(new SGD(), Loss.MeanSquaredError);
        Train(model, new(In("a.keras")));
        Assert.Equal(["a.keras"], Files);
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_an_error_before_training_begins()
    {
        Sequential model = new([new Input([1]), new Dense(1)]);
        model.Compile(new SGD(), Loss.MeanSquaredError);
        Directory.CreateDirectory(In("folder.keras"));
        File.WriteAllText(In("file"), "");
        foreach (string name in (string[])["folder.keras", "file/a.keras", new string('a', 260) + ".keras"])
        {
            Assert.ThrowsAny<IOException>(() => Train(model, new(In(name))));
            Assert.Equal(0, model.Optimizer!.Iterations);
        }
    }

    private static void Train(Model model, ModelCheckpoint checkpoint) =>
        model.Fit(Tensor.Create(new float[,] { { 1 }, { 2 } }), Tensor.Create(new float[,] { { 1 }, { 2 } }), new() { Callbacks = [checkpoint] });

    private sealed record OwnLoss : Loss
    {
        public override string Name => "own";

        public override Tensor PerRow(Tensor yTrue, Tensor yPred) => (yTrue - yPred).Abs().Mean(1);
    }

    // Expected: Python 3's str.format, e.g. "{x:.3e}".format(x=0.012345).
    [Theory]
    [InlineData("{x:.2f}", 0.126, "0.13")]
    [InlineData("{x:05.1f}", 2.26, "002.3")]
    [InlineData("{x:06.2f}", -1.5, "-01.50")]
    [InlineData("{x:5d}", 42, "   42")]
    [InlineData("{x:04d}", 42, "0042")]
    [InlineData("{x:.3e}", 0.012345, "1.235e-02")]
    [InlineData("{x:f}", 1.5, "1.500000")]
    [InlineData("{x}", 0.25, "0.25")]
    public void Places_are_filled_as_python_does(string template, double value, string expected) =>
        Assert.Equal(expected, new CheckpointPath(template).Fill(_ => value));
}

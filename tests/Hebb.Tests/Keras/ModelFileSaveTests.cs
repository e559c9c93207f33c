using System.Text.Json.Nodes;
using Hebb.Activations;
using Hebb.Configuration;
using Hebb.Datasets;
using Hebb.Formats;
using Hebb.Formats.Hdf5;
using Hebb.Initializers;
using Hebb.Keras;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Metrics;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Optimizers.Schedules;
using Hebb.Regularizers;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Keras;

/// <summary>What is saved comes back with the same bits, and goes on training as if never stopped.</summary>
public sealed class ModelFileSaveTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hebb-model-file").FullName;

    public static TheoryData<string> Optimizers() => ["adam", "amsgrad", "adamw", "sgd", "momentum", "rmsprop", "rmsprop centered", "adagrad", "adadelta",
        "adamax", "nadam", "ftrl", "lion", "adafactor", "lamb", "muon", "averages", "accumulation", "everything at once", "undecayed", "cosine", "one cycle"];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Training_goes_on_as_if_never_stopped(string name)
    {
        Sequential model = new([
            new Input([4]),
            new Dense(6, Activation.Relu) { KernelRegularizer = new L2(0.01) },
            new BatchNormalization(),
            new Dropout(0.25),
            new Dense(3, Activation.Softmax)])
        { Seed = 7 };
        model.Compile(NewOptimizer(name), Loss.SparseCategoricalCrossentropy, [Metric.Accuracy]);
        AssertGoesOn(model, [Data([20, 4])], [Labels(20, 3)]);
    }

    [Fact]
    public void A_sequential_without_an_input_goes_on_training_as_well()
    {
        Sequential model = new([new Dense(6, Activation.Tanh), new Dropout(0.25), new Dense(1, Activation.Sigmoid)]) { Seed = 3 };
        model.Compile(new Adam(), Loss.BinaryCrossentropy);
        model.Predict(Data([2, 4]));
        AssertGoesOn(model, [Data([20, 4])], [Labels(20, 2)]);
    }

    [Fact]
    public void A_functional_model_with_shared_and_inner_layers_comes_back()
    {
        Node inner = new Input([5]);
        Model encoder = new(inner, new Dense(3, Activation.Relu).Apply(inner)) { Name = "encoder" };
        Sequential head = new([new Input([3]), new Dense(3), new PReLU()]) { Name = "head" };
        Node a = new Input([4]) { Name = "left" }, b = new Input([4]);
        Dense shared = new(5, Activation.LeakyRelu(0.1));
        Node left = encoder.Apply(shared.Apply(a)), right = encoder.Apply(shared.Apply(b));
        Node sum = new Add().Apply([left, head.Apply(right)]);
        Node both = new Concatenate().Apply([sum, new Dropout(0.5).Apply(left)]);
        Model model =
            new([a, b], [new Dense(1, Activation.Sigmoid) { Name = "yes" }.Apply(both), new Dense(2) { Name = "how_much" }.Apply(sum), left]) { Seed = 11 };
        model.Compile(
            new SGD(0.1, momentum: 0.9, nesterov: true),
            [Loss.BinaryCrossentropy, Loss.MeanSquaredError, Loss.Huber],
            [Metric.MeanAbsoluteError],
            lossWeights: [1, 0.5, 0.25]);
        AssertGoesOn(model, [Data([12, 4]), Data([12, 4])], [Labels(12, 2), Data([12, 2]), Data([12, 3])]);
    }

    [Fact]
    public void Models_are_nested_as_deep_as_they_are_read()
    {
        Layer inner = new Dense(1);
        for (int i = 1; i < 16; i++) { inner = new Sequential([new Input([1]), inner]); }
        Sequential deepest = new([new Input([1]), inner]);
        foreach (string ending in (string[])[".keras", ".h5"])
        {
            Assert.Equal(deepest.Predict(Data([2, 1])).ToArray<float>(), SaveAndLoad(deepest, ending).Predict(Data([2, 1])).ToArray<float>());
        }

        Sequential tooDeep = new([new Input([1]), deepest]);
        Assert.Contains("nested 17 deep", Assert.Throws<InvalidOperationException>(() => SaveAndLoad(tooDeep)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Branches_of_different_depth_are_not_swapped()
    {
        Model model = LayerOrderTests.Branches();
        model.Compile(new Adam(0.01) { GlobalClipNorm = 0.5 }, Loss.MeanSquaredError);
        AssertGoesOn(model, [Data([8, 4]), Data([8, 4])], [Data([8, 1])]);

        string path = Path.Combine(_folder, "b.weights.h5");
        model.SaveWeights(path);
        Model other = LayerOrderTests.Branches();
        other.LoadWeights(path);
        AssertSame(model.GetWeights(), other.GetWeights());
        // As Keras counts them: r is the first Dense of its list, t the second.
        Assert.Equal(
            model.GetLayer("r").Parameters[0].ToArray<float>(), Hdf5File.Read(path).FindDataset("layers/dense/vars/0")!.Values.ReadFloats());
    }

    [Fact]
    public void Every_layer_with_settings_keeps_them()
    {
        Input x = new([4, 3]);
        Layer[] layers =
        [
            new Dense(3, Activation.Elu(0.5), useBias: false)
            {
                KernelInitializer = new RandomNormal(0, 0.5) { Seed = 4 },
                KernelRegularizer = new L1L2(0.1, 0.2),
            },
            new ActivationLayer(Activation.Gelu()), new ReLU { MaxValue = 2, NegativeSlope = 0.1, Threshold = 0.2 }, new LeakyReLU(0.15), new ELU(0.7),
            new PReLU { SharedAxes = [1], AlphaInitializer = Initializer.Constant(0.3) }, new SoftmaxLayer(1),
            new BatchNormalization { Axis = 1, Momentum = 0.8, Epsilon = 0.1, Scale = false, GammaRegularizer = new L1(0.1) },
            new Normalization { Axes = [1], Invert = true },
            new Flatten(),
        ];
        Node node = x;
        foreach (Layer layer in layers) { node = layer.Apply(node); }
        Model model = new(x, node) { Seed = 5 };
        Tensor data = Data([6, 4, 3]);
        Model loaded = SaveAndLoad(model);

        Assert.Equal(model.Predict(data).ToArray<float>(), loaded.Predict(data).ToArray<float>());
        Assert.Equal(Config(model).ToJsonString(), Config(loaded).ToJsonString());
    }

    [SharedDataTheory]
    [InlineData("mlp_churn_adam", "after.keras")]
    [InlineData("merge_layers", "model.keras")]
    [InlineData("multi_io", "model.keras")]
    [InlineData("normalization_adapted", "model.keras")]
    public void Keras_own_configuration_has_the_same_keys(string name, string member)
    {
        string file = KerasModels.File(name, member);
        JsonObject keras = JsonNode.Parse(KerasArchive.Read(file).ConfigJson!)!.AsObject();
        Model model = ModelFile.Load(file);
        string path = Path.Combine(_folder, "ours.keras");
        model.Save(path);
        KerasArchive ours = KerasArchive.Read(path);

        // Numbers that tell objects apart within Keras' own process are no part of the model, and a model that is not compiled has an
        // empty compile_config there.
        Assert.Equal(
            Keys(keras).Where(key => key != "compile_config" && !key.EndsWith("shared_object_id", StringComparison.Ordinal)),
            Keys(JsonNode.Parse(ours.ConfigJson!)!).Where(key => key != "compile_config"));
        Assert.Equal(Paths(KerasArchive.Read(file).Weights), Paths(ours.Weights));
    }

    [Fact]
    public void Equal_models_are_equal_files()
    {
        Sequential model = new([new Input([2]), new Dense(1)]);
        SaveOptions options = new() { Clock = new FixedClock() };
        using MemoryStream first = new(), second = new();
        ModelFile.Save(model, first, options);
        ModelFile.Save(model, second, options);
        Assert.Equal(first.ToArray(), second.ToArray());
        Assert.Contains("2001-02-03@04:05:06", KerasArchive.Read(first.ToArray()).MetadataJson, StringComparison.Ordinal);
    }

    [Fact]
    public void A_training_that_climbs_is_not_written_because_Keras_would_descend()
    {
        Sequential model = new([new Input([1]), new Dense(1)]);
        model.Compile(new SGD { Maximize = true }, Loss.MeanSquaredError);
        string file = Path.Combine(_folder, "climbs.keras");
        Assert.Contains("Maximize", Assert.Throws<InvalidOperationException>(() => model.Save(file)).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(file));
        model.Save(file, new() { IncludeTraining = false });
        Assert.Equal(model.GetWeights().SelectMany(weight => weight.ToDoubles()), ModelFile.Load(file).GetWeights().SelectMany(weight => weight.ToDoubles()));
    }

    [Fact]
    public void A_failed_save_leaves_the_old_file()
    {
        string path = Path.Combine(_folder, "model.keras");
        new Sequential([new Input([2]), new Dense(1)]).Save(path);
        byte[] before = File.ReadAllBytes(path);

        Sequential other = new([new Input([2]), new Dense(1, new Activation("mine", x => x))]) { Name = "other" };
        string message = Assert.Throws<InvalidOperationException>(() => other.Save(path)).Message;

        Assert.Contains("dense: The activation mine cannot be written", message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_registered_layer_is_saved_and_loaded()
    {
        Layer.Kinds.Register(Times.Kind);
        Sequential model = new([new Input([2]), new Times(2.5) { Name = "by" }, new Dense(1)]);
        Model loaded = SaveAndLoad(model);
        Assert.Equal(2.5, Assert.IsType<Times>(loaded.GetLayer("by")).Factor);
        Assert.Throws<ArgumentException>(() => Layer.Kinds.Register(new Kind<Times>("Dense", _ => new(1))));
    }

    [Fact]
    public void Weights_of_another_model_are_refused_and_nothing_changes()
    {
        string path = Path.Combine(_folder, "w.weights.h5");
        new Sequential([new Input([2]), new Dense(3), new Dense(5)]).SaveWeights(path);
        Sequential model = new([new Input([2]), new Dense(3), new Dense(4)]);
        float[] before = model.GetWeights()[0].ToArray<float>();

        string message = Assert.Throws<FileFormatException>(() => model.LoadWeights(path)).Message;

        Assert.Contains("layers/dense_1/vars/0 has shape (3, 5), but dense_1/kernel has shape (3, 4)", message, StringComparison.Ordinal);
        Assert.Equal(before, model.GetWeights()[0].ToArray<float>());
    }

    [Fact]
    public void Inspecting_lists_layers_weights_and_optimizer()
    {
        Sequential model = new([new Input([2]), new Dense(3), new Dense(1)]);
        model.Compile(new RMSprop(), Loss.MeanSquaredError);
        string path = Path.Combine(_folder, "model.keras");
        model.Save(path);
        ModelInfo info = ModelFile.Inspect(path);
        Assert.Equal(("keras", "Sequential", 13L, "RMSprop"), (info.Format, info.ClassName, info.Parameters, info.Optimizer));
        Assert.Equal(["input_layer", "dense", "dense_1"], info.Layers.Select(layer => layer.Name));
        Assert.All(info.Layers, layer => Assert.True(layer.IsKnown));
        Assert.Contains("dense_1", info.ToString(), StringComparison.Ordinal);
    }

    private static Optimizer NewOptimizer(string name) => name switch
    {
        "adam" => new Adam(0.01) { ClipNorm = 1 },
        "amsgrad" => new Adam(0.01, amsgrad: true),
        "adamw" => new AdamW(0.01, 0.1),
        "sgd" => new SGD(0.1) { ClipValue = 0.5 },
        "momentum" => new SGD(0.1, 0.9),
        "rmsprop" => new RMSprop(0.01),
        "rmsprop centered" => new RMSprop(0.01, momentum: 0.5, centered: true),
        "adagrad" => new Adagrad(0.1, 0.2),
        "adadelta" => new Adadelta(1),
        "adamax" => new Adamax(0.01),
        "nadam" => new Nadam(0.01),
        "ftrl" => new Ftrl(0.1, -0.6, 0.2, 0.01, 0.02, 0.03, 0.04),
        "lion" => new Lion(0.01, 0.8, 0.9) { WeightDecay = 0.1 },
        "adafactor" => new Adafactor(0.1, clipThreshold: 0.9),
        "lamb" => new Lamb(0.01) { GlobalClipNorm = 0.1 },
        "muon" => new Muon(0.01) { ExcludeLayers = ["dense_1"], AdamRatio = 0.3, AdamWeightDecay = null, RmsRate = null, NewtonSchulzSteps = 3 },
        "averages" => new RMSprop(0.01) { UseEma = true, EmaMomentum = 0.7, EmaOverwriteFrequency = 2 },
        // The file is written after three batches, when the second update has half of its gradients.
        "accumulation" => new Adagrad(0.1) { GradientAccumulationSteps = 2 },
        "everything at once" => new Adam(new ExponentialDecay(0.1, 2, 0.5))
        {
            GradientAccumulationSteps = 2,
            UseEma = true,
            EmaOverwriteFrequency = 2,
            WeightDecay = 0.1,
            ClipNorm = 0.5,
        },
        "undecayed" => Undecayed(),
        "cosine" => new SGD(new CosineDecay(0.01, 5, 0.1) { WarmupTarget = 0.2, WarmupSteps = 2 }, 0.9),
        "one cycle" => new SGD(new LinearWarmup(1, new OneCycle(0.3, 6))),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such case."),
    };

    private static AdamW Undecayed()
    {
        AdamW optimizer = new(0.01, 0.5);
        optimizer.ExcludeFromWeightDecay("bias", "gamma");
        return optimizer;
    }

    private static Tensor Data(Shape shape) => Tensor.Create([.. Enumerable.Range(0, (int)shape.Size).Select(i => MathF.Sin(i * 1.7f + shape.Rank))], shape);

    private static Tensor Labels(int rows, int classes) => Tensor.Create([.. Enumerable.Range(0, rows).Select(i => (float)(i * 7 % classes))], [rows, 1]);

    private static JsonNode Config(Model model)
    {
        using MemoryStream stream = new();
        ModelFile.Save(model, stream);
        return JsonNode.Parse(KerasArchive.Read(stream.ToArray()).ConfigJson!)!;
    }

    private static IEnumerable<string> Keys(JsonNode node) => node switch
    {
        JsonObject item => item.SelectMany(entry =>
            new[] { entry.Key }.Concat(entry.Value is null ? [] : Keys(entry.Value).Select(key => $"{entry.Key}/{key}"))).Order(StringComparer.Ordinal),
        JsonArray list => list.SelectMany((entry, i) => entry is null ? [] : Keys(entry).Select(key => $"{i}/{key}")),
        _ => [],
    };

    private static IEnumerable<string> Paths(Hdf5Group group) =>
        group.Datasets
            .Select(dataset => $"{dataset.Key} {dataset.Value.Values.Shape} {dataset.Value.Values.Type}")
            .Concat(group.Groups.SelectMany(child => Paths(child.Value).Prepend("").Select(path => $"{child.Key}/{path}")))
            .Order(StringComparer.Ordinal);

    private void AssertGoesOn(Model model, Tensor[] x, Tensor[] y)
    {
        Batch batch = new(x, y);
        for (int i = 0; i < 3; i++) { model.TrainOnBatch(batch); }
        Model[] loaded = [SaveAndLoad(model, ".keras"), SaveAndLoad(model, ".h5")];

        foreach (Model copy in loaded)
        {
            AssertSame(model.Predict(x), copy.Predict(x));
            Assert.Equal(3, copy.Optimizer!.Iterations);
            AssertSame([.. model.Optimizer!.State.Select(slot => slot.Value)], [.. copy.Optimizer.State.Select(slot => slot.Value)]);
        }

        for (int i = 0; i < 3; i++)
        {
            double expected = model.TrainOnBatch(batch);
            Assert.All(loaded, copy => Assert.Equal(expected, copy.TrainOnBatch(batch)));
        }

        Assert.All(loaded, copy => AssertSame(model.GetWeights(), copy.GetWeights()));
    }

    private static void AssertSame(IReadOnlyList<Tensor> expected, IReadOnlyList<Tensor> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (int i = 0; i < expected.Count; i++) { Assert.Equal(expected[i].ToArray<float>(), actual[i].ToArray<float>()); }
    }

    private Model SaveAndLoad(Model model, string ending = ".keras")
    {
        string path = Path.Combine(_folder, "model" + ending);
        model.Save(path);
        return Model.Load(path);
    }

    private sealed class Times(double factor) : Layer
    {
        public static Kind<Times> Kind { get; } = new("Times", c => new(c.Number("factor", layer => layer.Factor)));

        public double Factor { get; } = factor;

        protected override Tensor Forward(Tensor x, bool training) => x * Factor;
    }

    private sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2001, 2, 3, 4, 5, 6, TimeSpan.Zero);
    }
}

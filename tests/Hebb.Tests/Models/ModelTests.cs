using Hebb.Activations;
using Hebb.Datasets;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Metrics;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Models;

public sealed class ModelTests
{
    private static readonly Tensor s_x = Tensor.RandomNormal([70, 5], RandomKey.FromSeed(11));
    private static readonly Tensor s_y = (s_x.Sum(-1, keepDims: true) > 0).Cast(DType.Float32);

    private static Sequential Sequential(long seed = 1) => new([new Dense(6, Activation.Tanh), new Dense(1, Activation.Sigmoid)]) { Seed = seed };

    private static Model Functional(long seed = 1)
    {
        Node x = new Input([5]);
        Node h = new Dense(6, Activation.Tanh).Apply(x);
        return new(x, new Dense(1, Activation.Sigmoid).Apply(h)) { Seed = seed };
    }

    private static float[] Trained(Model model)
    {
        model.Compile(new Adam(0.01), Loss.BinaryCrossentropy, [Metric.Accuracy]);
        model.Fit(s_x, s_y, new() { Epochs = 3, BatchSize = 16 });
        return model.Predict(s_x).ToArray<float>();
    }

    [Fact]
    public void Sequential_functional_and_subclassed_models_compute_the_same_bits()
    {
        float[] expected = Trained(Sequential());
        Assert.Equal(expected, Trained(new Subclassed { Seed = 1 }));
        Assert.Equal(expected, Trained(Functional()));
        Assert.Equal(expected, Trained(new Sequential([new Input([5]), new Dense(6, Activation.Tanh), new Dense(1, Activation.Sigmoid)]) { Seed = 1 }));
        Assert.NotEqual(expected, Trained(Sequential(2)));
    }

    [Fact]
    public void Weights_set_before_the_model_exists_stay()
    {
        Dense layer = new(1);
        Node x = new Input([2]);
        Node y = layer.Apply(x);
        layer.Parameters[0].SetValues<float>([3, 4]);
        Model model = new(x, y) { Seed = 9 };
        Assert.Equal([7], model.Predict(Tensor.Ones([1, 2])).ToArray<float>());
    }

    [Fact]
    public void Shared_layers_have_one_set_of_weights()
    {
        Dense shared = new(3);
        Node a = new Input([2]), b = new Input([2]);
        Node left = shared.Apply(a);
        Model model = new([a, b], [new Add().Apply([left, shared.Apply(b)])]);
        Assert.Equal(2, model.Parameters.Count);
        Tensor one = Tensor.Ones([1, 2]);
        float[] half = new Model(a, left).Predict(one).ToArray<float>();
        Assert.Equal(half.Select(v => 2 * v), model.Predict([one, one])[0].ToArray<float>());
    }

    [Fact]
    public void Several_outputs_have_their_losses_and_weights()
    {
        Node x = new Input([1]);
        Dense twice = new(1, useBias: false) { Name = "a", KernelInitializer = Hebb.Initializers.Initializer.Constant(2) };
        Dense thrice = new(1, useBias: false) { Name = "b", KernelInitializer = Hebb.Initializers.Initializer.Constant(3) };
        Model model = new([x], [twice.Apply(x), thrice.Apply(x)]);
        model.Compile(new SGD(0), [Loss.MeanSquaredError, Loss.MeanAbsoluteError], [Metric.MeanAbsoluteError], lossWeights: [1, 0.5]);
        Evaluation e = model.Evaluate(Dataset.From([Tensor.Create(new float[,] { { 1 }, { 2 } })], [Tensor.Zeros([2, 1]), Tensor.Zeros([2, 1])]));
        Assert.Equal(["loss", "a_loss", "b_loss", "a_mean_absolute_error", "b_mean_absolute_error"], e.Names);
        Assert.Equal([10 + 0.5 * 4.5, 10, 4.5, 3, 4.5], e.Values); // (4 + 16) / 2 and (3 + 6) / 2
    }

    [Fact]
    public void Layers_are_numbered_as_keras_does()
    {
        Sequential model = new([new Input([4]), new Dense(3), new Dropout(0.1), new Dense(2) { Name = "head" }, new Dense(1)]);
        _ = model.Parameters;
        Assert.Equal(["input_layer", "dense", "dropout", "head", "dense_1"], model.Sublayers.Select(layer => layer.Name));
        Assert.Equal(["dense/kernel", "dense/bias", "head/kernel", "head/bias", "dense_1/kernel", "dense_1/bias"], model.Parameters.Select(p => p.Name));
        Assert.Same(model.Sublayers[3], model.GetLayer("head"));
        Assert.Contains("head", Assert.Throws<ArgumentException>(() => model.GetLayer("haed")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Sequential([new Dense(1) { Name = "x" }, new Dense(1) { Name = "x" }]).GetLayer("x"));
    }

    [Fact]
    public void The_summary_counts_as_keras_does()
    {
        Sequential model =
            new([new Input([12]), new Dense(64, Activation.Relu), new Dropout(0.5), new Dense(32) { Trainable = false }, new BatchNormalization()]);
        string summary = model.Summary();
        foreach (string expected in new[]
        {
            "dense (Dense)", "(batch, 64)", "832", "2,080", "128", "Parameters: 3,040", "trainable 896", "not trainable 2,144",
        })
        {
            Assert.Contains(expected, summary, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Frozen_layers_stay_as_they_are()
    {
        Sequential model = new([new Input([5]), new Dense(6, Activation.Tanh) { Trainable = false }, new Dense(1, Activation.Sigmoid)]);
        float[] frozen = model.Parameters[0].ToArray<float>(), free = model.Parameters[2].ToArray<float>();
        Trained(model);
        Assert.Equal(frozen, model.Parameters[0].ToArray<float>());
        Assert.NotEqual(free, model.Parameters[2].ToArray<float>());
    }

    [Fact]
    public void Freezing_a_model_freezes_its_layers()
    {
        Sequential model = Sequential();
        model.Trainable = false;
        Assert.All(model.Sublayers, layer => Assert.False(layer.Trainable));
    }

    [Fact]
    public void Freezing_later_than_compiling_changes_nothing_until_compiled_again()
    {
        Model model = Functional();
        _ = model.Predict(s_x);
        model.Compile(new Adam(0.01), Loss.BinaryCrossentropy);
        model.Trainable = false;
        float[] before = model.Parameters[0].ToArray<float>();
        model.Fit(s_x, s_y);
        float[] after = model.Parameters[0].ToArray<float>();
        Assert.NotEqual(before, after);
        model.Compile(new Adam(0.01), Loss.BinaryCrossentropy);
        model.Fit(s_x, s_y);
        Assert.Equal(after, model.Parameters[0].ToArray<float>());
    }

    [Fact]
    public void Nested_models_train_and_repeat()
    {
        static Model Nested()
        {
            Sequential encoder = new([new Dense(4, Activation.Tanh), new Dense(3)]);
            Node x = new Input([5]);
            return new(x, new Dense(1, Activation.Sigmoid).Apply(encoder.Apply(x))) { Seed = 4 };
        }

        Model model = Nested();
        Assert.Equal(6, model.TrainableParameters.Count);
        Assert.Equal(Trained(model), Trained(Nested()));
    }

    [Fact]
    public void A_weight_the_model_does_not_own_is_an_error()
    {
        Stranger model = new();
        model.Compile(new SGD(), Loss.MeanSquaredError);
        InvalidOperationException e = Assert.Throws<InvalidOperationException>(() => model.Fit(s_x, s_y));
        Assert.Contains("AddLayer", e.Message, StringComparison.Ordinal);
        Assert.Contains("dense/kernel", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_can_be_taken_and_given_back()
    {
        Model a = Functional(1), b = Functional(2);
        b.SetWeights(a.GetWeights());
        Assert.Equal(a.Predict(s_x).ToArray<float>(), b.Predict(s_x).ToArray<float>());
        Assert.Throws<ShapeException>(() => b.SetWeights([Tensor.Zeros([1])]));
        Assert.Throws<InvalidOperationException>(() => new Sequential([new Dense(1)]).GetWeights());
    }

    [Fact]
    public void Training_before_compiling_is_an_error()
    {
        Assert.Contains("Compile", Assert.Throws<InvalidOperationException>(() => Sequential().Fit(s_x, s_y)).Message, StringComparison.Ordinal);
    }

    private sealed class Subclassed : Model
    {
        private readonly Dense _hidden, _output;

        public Subclassed()
        {
            _hidden = AddLayer(new Dense(6, Activation.Tanh));
            _output = AddLayer(new Dense(1, Activation.Sigmoid));
        }

        protected override Tensor Forward(Tensor x, bool training) => _output.Apply(_hidden.Apply(x, training), training);
    }

    private sealed class Stranger : Model
    {
        private readonly Dense _layer = new(1);

        protected override Tensor Forward(Tensor x, bool training) => _layer.Apply(x, training);
    }
}

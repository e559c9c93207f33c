using Hebb.Formats;
using Hebb.Keras;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Models;

/// <summary>Uses of layers that always, or never, behave as in training: <c>layer(x, training=False)</c> in Keras' functional models.</summary>
public sealed class TrainingArgumentTests
{
    private static readonly Tensor s_x = Tensor.RandomNormal([64, 4], RandomKey.FromSeed(3)) * 2 + 5;
    private static readonly Tensor s_y = s_x.Sum(-1, keepDims: true);

    [Fact]
    public void A_part_that_is_never_in_training_keeps_its_statistics_but_learns()
    {
        Model kept = Trained(training: false), usual = Trained(training: null);
        Assert.Equal(["gamma", "beta", "moving_mean", "moving_variance"], Normalization(kept).Parameters.Select(parameter => parameter.ShortName));
        Assert.Equal([0, 0, 0, 0], Mean(kept));
        Assert.All(Mean(usual), mean => Assert.InRange(mean, 0.1, 6));
        Assert.All(Normalization(kept).Parameters[1].Value.ToArray<float>(), beta => Assert.NotEqual(0, beta));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void It_stays_in_files(bool training)
    {
        string json = ModelFile.ToJson(Network(training));
        Assert.Contains($"\"training\":{(training ? "true" : "false")}", json.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(!training, Mean(Fitted(ModelFile.FromJson(json))).All(mean => mean == 0));
    }

    [Theory]
    [InlineData("[[\"x\", 0, 0, {\"training\": false}]]", true)]
    [InlineData("[[\"x\", 0, 0, {\"training\": true}]]", false)]
    [InlineData("[[\"x\", 0, 0, {}]]", false)]
    [InlineData(
        "{\"args\": [{\"class_name\": \"__keras_tensor__\", \"config\": {\"keras_history\": [\"x\", 0, 0]}}], \"kwargs\": {\"training\": false}}", false)]
    [InlineData(
        "{\"args\": [{\"class_name\": \"__keras_tensor__\", \"config\": {\"keras_history\": [\"x\", 0, 0]}}], \"kwargs\": {\"training\": null}}", false)]
    public void In_files_of_Keras_2_it_counts_and_in_those_of_Keras_3_the_flag_of_the_model(string call, bool keepsStatistics) =>
        Assert.Equal(keepsStatistics, Mean(Fitted(Read(call))).All(mean => mean == 0));

    /// <summary>Keras 3.15.1: layer(x, training=…) in a functional model; predict, then two steps of SGD(0.1) towards 0, then predict.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_model_of_Keras_3_does_what_it_does_there(bool flag)
    {
        Model model = ModelFile.FromJson(KerasForm(flag));
        model.Compile(new SGD(0.1), Loss.MeanSquaredError);
        Tensor x = Tensor.Create(new float[,] { { 1, 2 }, { 3, 5 }, { -1, 0 } }), zero = Tensor.Zeros([3, 2]);
        Near.Equal([0.9995, 1.999001, 2.998501, 4.997502, -0.9995, 0], model.Predict(x), 1e-5);
        Near.Equal([0.99969411, 0.80980730], [model.TrainOnBatch(x, zero).Loss, model.TrainOnBatch(x, zero).Loss], 1e-5);
        Near.Equal([0.134981, 0.109543, 1.214831, 1.424054, -0.944869, -0.766798], model.Predict(x), 1e-5);
        Assert.Contains($"Note: y is called with training={flag} in the file, which has no effect", model.Summary(), StringComparison.Ordinal);
        Assert.Contains($"\"training\":{(flag ? "true" : "false")}", Plain(ModelFile.ToJson(model)), StringComparison.Ordinal); // written as it was read
        Assert.DoesNotContain("hebb_obeys_training", ModelFile.ToJson(model), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_with_such_a_call_says_what_Keras_would_do()
    {
        Assert.Contains("is always called with training: false. Keras would call it as the model instead.", Network(false).Summary(), StringComparison.Ordinal);
        Assert.DoesNotContain("Note:", Network(null).Summary(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Within_a_call_layers_follow_it_unless_told_otherwise(bool training)
    {
        Tensor ones = Tensor.Ones([8, 100]);
        Assert.Equal(training, Dropped(new Forgetful(null).Apply(ones, training)) > 0); // one layer forgets to pass it on
        Assert.Equal(training, Dropped(new Sequential(new Forgetful(null)).Apply(ones, training)) > 0);
        Assert.True(Dropped(new Forgetful(true).Apply(ones, training)) > 0);
        Assert.Equal(0, Dropped(new Forgetful(false).Apply(ones, training)));
        Assert.Equal(0, Dropped(new Dropout(0.5).Apply(ones))); // outside of any call

        static int Dropped(Tensor tensor) => tensor.ToArray<float>().Distinct().Count() - 1; // batch normalization makes other numbers of them
    }

    [Fact]
    public void A_model_whose_layers_forget_to_pass_it_on_is_trained_with_dropout_and_moving_statistics()
    {
        Forgetful own = new(null);
        Model model = new Sequential(new Input([4]), own, new Dense(1)) { Seed = 1 };
        Fitted(model);
        Assert.All(own.Normalization.Parameters.Single(parameter => parameter.ShortName == "moving_mean").ToArray<float>(), mean => Assert.NotEqual(0, mean));
        Assert.Equal(model.Predict(s_x).ToArray<float>(), model.Predict(s_x).ToArray<float>());
        Assert.NotEqual(model.TestOnBatch(s_x, s_y).Loss, model.TrainOnBatch(s_x, s_y).Loss); // dropout drops in the one only
    }

    [Fact]
    public void Anything_else_is_refused() =>
        Assert.Contains(
            "layer y is called with training = 1; expected true, false or null",
            Assert.Throws<FileFormatException>(() => Read("[[\"x\", 0, 0, {\"training\": 1}]]")).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Dropout_that_is_always_in_training_drops_in_predictions()
    {
        Node x = new Input([1000]);
        Assert.Equal(0, Dropped(new(x, new Dropout(0.5).Apply(x))));
        Model model = new(x, new Dropout(0.5).Apply(x, training: true));
        Assert.InRange(Dropped(model), 400, 600);

        // A part inside follows what its use says, unless its own use says something else.
        Node inner = new Input([1000]);
        Assert.InRange(Dropped(new(inner, new Model(x, new Dropout(0.5).Apply(x)).Apply(inner, training: true))), 400, 600);
        Assert.InRange(Dropped(new(inner, model.Apply(inner, training: false))), 400, 600);

        static int Dropped(Model model) => model.Predict(Tensor.Ones([1, 1000])).ToArray<float>().Count(value => value == 0);
    }

    private static Model Read(string call) => ModelFile.FromJson($$$"""
        {"class_name": "Functional", "config": {"name": "f", "layers": [
            {"class_name": "InputLayer", "name": "x", "config": {"batch_shape": [null, 4], "dtype": "float32", "name": "x"}, "inbound_nodes": []},
            {"class_name": "BatchNormalization", "name": "y", "config": {"name": "y"}, "inbound_nodes": [{{{call}}}]},
            {"class_name": "Dense", "name": "z", "config": {"name": "z", "units": 1}, "inbound_nodes": [[["y", 0, 0, {}]]]}
        ], "input_layers": [["x", 0, 0]], "output_layers": [["z", 0, 0]]}}
        """);

    private static string KerasForm(bool flag) => $$$$"""
        {"class_name": "Functional", "config": {"name": "f", "layers": [
            {"class_name": "InputLayer", "name": "x", "config": {"batch_shape": [null, 2], "dtype": "float32", "name": "x"}, "inbound_nodes": []},
            {"class_name": "BatchNormalization", "name": "y", "config": {"name": "y", "momentum": 0.5}, "inbound_nodes": [
                {"args": [{"class_name": "__keras_tensor__", "config": {"keras_history": ["x", 0, 0]}}], "kwargs": {
                    "training": {{{{(flag ? "true" : "false")}}}}}}]}
        ], "input_layers": [["x", 0, 0]], "output_layers": [["y", 0, 0]]}}
        """;

    private static string Plain(string json) => json.Replace(" ", "", StringComparison.Ordinal);

    /// <summary>A layer whose code does not pass on whether it is trained.</summary>
    private sealed class Forgetful : Layer
    {
        private readonly bool? _training;
        private readonly Dropout _dropout;

        public Forgetful(bool? training)
        {
            (_training, _dropout, Normalization) = (training, AddLayer(new Dropout(0.5)), AddLayer(new BatchNormalization()));
        }

        public BatchNormalization Normalization { get; }

        protected override Tensor Forward(Tensor x, bool training) => Normalization.Apply(_dropout.Apply(x, _training), _training);
    }

    private static Model Trained(bool? training) => Fitted(Network(training));

    private static Model Network(bool? training)
    {
        Node inside = new Input([4]), x = new Input([4]);
        Model part = new(inside, new BatchNormalization().Apply(inside));
        return new(x, new Dense(1).Apply(part.Apply(x, training))) { Seed = 1 };
    }

    private static Model Fitted(Model model)
    {
        model.Compile(new SGD(0.001), Loss.MeanSquaredError);
        model.Fit(s_x, s_y, new() { Epochs = 2, BatchSize = 16 });
        return model;
    }

    private static BatchNormalization Normalization(Model model) =>
        model.Sublayers.Concat(model.Sublayers.SelectMany(layer => layer.Sublayers)).OfType<BatchNormalization>().Single();

    private static float[] Mean(Model model) =>
        Normalization(model).Parameters.Single(parameter => parameter.ShortName == "moving_mean").Value.ToArray<float>();
}

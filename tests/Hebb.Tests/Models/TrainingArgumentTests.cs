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
        "{\"args\": [{\"class_name\": \"__keras_tensor__\", \"config\": {\"keras_history\": [\"x\", 0, 0]}}], \"kwargs\": {\"training\": false}}", true)]
    [InlineData(
        "{\"args\": [{\"class_name\": \"__keras_tensor__\", \"config\": {\"keras_history\": [\"x\", 0, 0]}}], \"kwargs\": {\"training\": null}}", false)]
    public void It_is_read_as_Keras_writes_it(string call, bool keepsStatistics) =>
        Assert.Equal(keepsStatistics, Mean(Fitted(Read(call))).All(mean => mean == 0));

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

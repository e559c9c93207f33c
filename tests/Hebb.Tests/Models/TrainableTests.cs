using Hebb.Layers;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Regularizers;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Models;

/// <summary>What is trained is what was not frozen when the model was compiled, whenever weights are made and steps are traced.</summary>
public sealed class TrainableTests
{
    private static readonly Tensor s_x = Tensor.RandomNormal([6, 3], RandomKey.FromSeed(1));
    private static readonly Tensor s_y = Tensor.Ones([6, 1]);

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void A_change_after_compiling_counts_with_the_next(bool looked, bool withInput)
    {
        Dense dense = new(2);
        Sequential model = New(withInput, dense);
        if (looked) { _ = model.Summary(); }
        Compile(model);
        dense.Trainable = false;
        Assert.True(Changes(model, dense));
        Compile(model);
        dense.Trainable = true;
        Assert.False(Changes(model, dense));
        Compile(model);
        Assert.True(Changes(model, dense));
    }

    [Fact]
    public void Looking_between_compiling_and_the_change_makes_no_difference()
    {
        Dense dense = new(2);
        Sequential model = New(true, dense);
        dense.Trainable = false;
        Compile(model);
        _ = model.Summary();
        dense.Trainable = true;
        Assert.False(Changes(model, dense));
    }

    [Fact]
    public void A_normalization_keeps_to_it_in_every_step_that_is_traced()
    {
        BatchNormalization normalization = new();
        Sequential model = New(true, normalization);
        Compile(model);
        normalization.Trainable = false; // after Compile
        model.TrainOnBatch(s_x, s_y);
        Parameter mean = normalization.Parameters[2];
        float[] once = mean.ToArray<float>();
        Assert.NotEqual([0, 0, 0], once);
        model.TrainOnBatch(s_x.Slice(0, ..4), s_y.Slice(0, ..4)); // another shape, another trace
        Assert.NotEqual(once, mean.ToArray<float>());
    }

    [Fact]
    public void Penalties_belong_to_what_is_trained()
    {
        Dense dense = new(2) { KernelRegularizer = new L1L2(0, 1) };
        Sequential model = New(true, dense);
        model.Compile(new SGD(0), Loss.MeanSquaredError);
        double before = model.TestOnBatch(s_x, s_y).Loss;
        dense.Trainable = false;
        Assert.Equal(before, model.TestOnBatch(s_x, s_y).Loss);
        Assert.Equal(before, model.TrainOnBatch(s_x, s_y).Loss, 1e-6);
        model.Compile(new SGD(0), Loss.MeanSquaredError);
        Assert.True(model.TestOnBatch(s_x, s_y).Loss < before);
    }

    [Fact]
    public void A_layer_that_is_added_to_a_frozen_one_is_frozen()
    {
        MultiHeadAttention attention = new(1, 2) { Trainable = false };
        Sequential model = new([new Input([3, 2]), attention, new Flatten(), new Dense(1)]);
        Compile(model);
        Assert.All(attention.Sublayers, layer => Assert.False(layer.Trainable));
        Assert.Equal(2, model.TrainableParameters.Count);
    }

    [Fact]
    public void Layers_and_weights_are_not_added_while_the_model_runs()
    {
        Model[] wrong = [new AddsLayer(), new AddsWeight()];
        foreach (Model model in wrong)
        {
            string message = Assert.Throws<InvalidOperationException>(() => model.Predict(s_x)).Message;
            Assert.Contains("in the constructor or in Build", message, StringComparison.Ordinal);
        }

        Layer standalone = new AddsLayer();
        Assert.Throws<InvalidOperationException>(() => standalone.Apply(s_x));
        Assert.Equal(0, standalone.ParameterCount);
        AddsInStep step = new();
        step.Compile(new SGD(), Loss.MeanSquaredError);
        Assert.Throws<InvalidOperationException>(() => step.TrainOnBatch(s_x, s_y));
    }

    private static Sequential New(bool withInput, Layer layer) =>
        new([.. withInput ? [new Input([3])] : Array.Empty<Layer>(), layer, new Dense(1)]) { Seed = 1 };

    private static void Compile(Model model) => model.Compile(new SGD(0.1), Loss.MeanSquaredError);

    private static bool Changes(Model model, Layer layer)
    {
        _ = model.Predict(s_x);
        float[] before = layer.Parameters[0].ToArray<float>();
        model.TrainOnBatch(s_x, s_y);
        return !before.SequenceEqual(layer.Parameters[0].ToArray<float>());
    }

    private sealed class AddsLayer : Model
    {
        protected override Tensor Forward(Tensor x, bool training) => AddLayer(new Dense(1)).Apply(x, training);
    }

    private sealed class AddsWeight : Model
    {
        protected override Tensor Forward(Tensor x, bool training) => x * AddParameter("w", [1], Hebb.Initializers.Initializer.Ones).Value;
    }

    private sealed class AddsInStep : Model
    {
        protected override OrderedDictionary<string, Tensor> TrainStep(StepData data) =>
            new() { ["loss"] = AddLayer(new Dense(1)).Apply(data.X).Mean() };
    }
}

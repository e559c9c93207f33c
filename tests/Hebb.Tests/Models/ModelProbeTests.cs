using Hebb.Activations;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Optimizers;
using Hebb.Regularizers;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Models;

public sealed class ModelProbeTests
{
    private static readonly Tensor s_x = Tensor.Create(new[,] { { 1f, 2 }, { -1, 0.5f } }), s_y = Tensor.Create(new[,] { { 1f }, { 3 } });

    [Fact]
    public void Activations_are_the_outputs_of_every_layer_by_name()
    {
        Sequential model = new([new Input([2]), new Dense(2, Activation.Relu) { Name = "hidden" }, new Dropout(0.9), new Dense(1)]) { Seed = 1 };
        model.Parameters[0].Assign(Tensor.Create(new[,] { { 1f, -1 }, { 2, 0 } }));
        OrderedDictionary<string, Tensor> seen = model.Activations(s_x);
        Assert.Equal(["hidden", "dropout", "dense"], seen.Keys);
        Near.Equal([5, 0, 0, 1], seen["hidden"], 0); // max(0, x·w): (1 + 4, −1), (−1 + 1, 1)
        Near.Equal([5, 0, 0, 1], seen["dropout"], 0);
        Near.Equal(model.Predict(s_x).ToDoubles(), seen["dense"], 0);
    }

    [Fact]
    public void Shared_and_inner_layers_have_names_of_their_own()
    {
        Dense shared = new(2) { Name = "shared" };
        Sequential inner = new([new Dense(2), new Dense(1)]) { Name = "inner" };
        Node x = new Input([2]);
        Model model = new(x, inner.Apply(shared.Apply(shared.Apply(x))));
        Assert.Equal(["shared", "shared (2)", "inner/dense", "inner/dense_1", "inner"], model.Activations(s_x).Keys);
    }

    [Fact]
    public void Gradients_are_those_of_the_loss_with_its_penalty()
    {
        // L = mean((w·x − y)²) + 0.1·w²: dL/dw = mean(2(w·x − y)·x) + 0.2·w.
        Sequential model = new([new Input([2]), new Dense(1, useBias: false) { KernelRegularizer = new L2(0.1) }]);
        model.Compile(new SGD(0.1), Loss.MeanSquaredError);
        model.SetWeights([Tensor.Create(new[,] { { 0.5f }, { 1 } })]);
        double[] errors = [0.5 + 2 - 1, -0.5 + 0.5 - 3];
        double[] expected = [errors[0] * 1 + errors[1] * -1 + 0.2 * 0.5, errors[0] * 2 + errors[1] * 0.5 + 0.2 * 1];
        OrderedDictionary<string, Tensor> gradients = model.Gradients(s_x, s_y);
        Near.Equal(expected, Assert.Single(gradients).Value, 1e-6);
        Assert.Equal("dense/kernel", gradients.GetAt(0).Key);
        Near.Equal([0.5, 1], model.GetWeights()[0], 0);
        Assert.Equal(0, model.Optimizer!.Iterations);

        model.TrainOnBatch(s_x, s_y); // w − 0.1·gradient
        Near.Equal([0.5 - 0.1 * expected[0], 1 - 0.1 * expected[1]], model.GetWeights()[0], 1e-6);
    }

    [Fact]
    public void Running_means_stay_as_they_are()
    {
        Sequential model = new([new Input([2]), new BatchNormalization(), new Dense(1)]);
        model.Compile(new SGD(0.1), Loss.MeanSquaredError);
        double[][] before = [.. model.GetWeights().Select(weight => weight.ToDoubles())];
        model.Gradients(s_x, s_y);
        model.Activations(s_x);
        Assert.Equal(before, model.GetWeights().Select(weight => weight.ToDoubles()));
    }

    [Fact]
    public void A_model_compiled_anew_has_the_gradients_of_its_new_loss()
    {
        Sequential model = new([new Input([2]), new Dense(1, useBias: false)]);
        model.SetWeights([Tensor.Create(new[,] { { 0f }, { 0 } })]);
        model.Compile(new SGD(0.1), Loss.MeanSquaredError);
        Near.Equal([-1 + 3, -2 - 1.5], model.Gradients(s_x, s_y)["dense/kernel"], 1e-6);
        model.Compile(new SGD(0.1), Loss.MeanAbsoluteError);
        Near.Equal([(-1 + 1) / 2.0, (-2 - 0.5) / 2], model.Gradients(s_x, s_y)["dense/kernel"], 1e-6);
    }

    [Fact]
    public void Gradients_need_a_compiled_model()
    {
        Sequential model = new([new Input([2]), new Dense(1)]);
        Assert.Contains("Compile", Assert.Throws<InvalidOperationException>(() => model.Gradients(s_x, s_y)).Message, StringComparison.Ordinal);
    }
}

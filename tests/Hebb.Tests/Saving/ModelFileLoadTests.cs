using Hebb.Losses;
using Hebb.Models;
using Hebb.Optimizers;
using Hebb.Saving;
using Hebb.Tensors;

namespace Hebb.Tests.Saving;

/// <summary>Models that real Keras wrote predict and go on training here as there.</summary>
public class ModelFileLoadTests
{
    [SharedDataTheory]
    [InlineData("mlp_churn_adam", 1e-5)]
    [InlineData("normalization_adapted", 1e-4)]
    [InlineData("activations_layers", 1e-4)]
    [InlineData("nested_models", 1e-4)]
    [InlineData("merge_layers", 1e-4)]
    [InlineData("multi_io", 1e-4)]
    [InlineData("mha_cross", 1e-4)]
    [InlineData("deep_300", 1e-4)]
    [InlineData("long_layer_names", 1e-4)]
    [InlineData("cnn_bn_sgd", 1e-4)]
    [InlineData("cnn_mnist", 1e-4)]
    [InlineData("conv1d_paddings", 1e-4)]
    [InlineData("pooling2d", 1e-4)]
    [InlineData("separable_depthwise", 1e-4)]
    [InlineData("lstm_rmsprop", 1e-4)]
    [InlineData("gru_reset_after", 1e-4)]
    [InlineData("bidirectional", 1e-4)]
    public void A_loaded_model_predicts_what_keras_predicts(string model, double tolerance)
    {
        Tensor[] expected = KerasModels.Arrays(model, "y");
        Assert.NotEmpty(expected);
        foreach (string file in (string[])["model.keras", "model.h5"])
        {
            IReadOnlyList<Tensor> actual = ModelFile.Load(KerasModels.File(model, file)).Predict(KerasModels.Arrays(model, "x"));
            Assert.Equal(expected.Length, actual.Count);
            for (int i = 0; i < expected.Length; i++) { Near.Equal(expected[i].ToDoubles(), actual[i], tolerance, $"{model}/{file} output {i}"); }
        }
    }

    [SharedDataTheory]
    [InlineData("model.keras")]
    [InlineData("model.h5")]
    public void Three_steps_of_training_give_the_weights_and_the_state_that_keras_gets(string file)
    {
        const string Name = "mlp_churn_adam";
        Model model = ModelFile.Load(KerasModels.File(Name, file));
        Assert.Equal(0.01f, (float)model.Optimizer!.LearningRate);
        for (int i = 0; i < 3; i++) { model.TrainOnBatch(KerasModels.Array(Name, "x0.npy"), KerasModels.Array(Name, "t0.npy")); }

        AssertEqual(Npz.Read(KerasModels.File(Name, "after_3_steps.npz")).Values, model.GetWeights());
        List<StoredArray> state = [.. Npz.Read(KerasModels.File(Name, "optimizer_after.npz")).Values];
        Assert.Equal(3, state[0].ReadLongs()[0]);
        Assert.Equal(3, model.Optimizer.Iterations);
        AssertEqual([.. state.Skip(2)], [.. model.Optimizer.State.Select(slot => slot.Value)]);
    }

    [SharedDataTheory]
    [InlineData("model.keras")]
    [InlineData("model.h5")]
    public void Two_steps_of_training_a_recurrent_network_give_the_weights_that_keras_gets(string file)
    {
        const string Name = "lstm_rmsprop";
        Model model = ModelFile.Load(KerasModels.File(Name, file));
        model.Compile(new RmsProp(0.009999999776482582), Loss.MeanSquaredError); // Keras cannot read its own model.h5 compiled
        for (int i = 0; i < 2; i++) { model.TrainOnBatch(KerasModels.Array(Name, "x0.npy"), KerasModels.Array(Name, "t0.npy")); }
        AssertEqual(Npz.Read(KerasModels.File(Name, "after_2_steps.npz")).Values, model.GetWeights());
    }

    [SharedDataTheory]
    [InlineData("after.keras")]
    [InlineData("after.h5")]
    public void The_state_of_the_optimizer_comes_from_the_file(string file)
    {
        const string Name = "mlp_churn_adam";
        Model model = ModelFile.Load(KerasModels.File(Name, file));
        Assert.Equal(3, model.Optimizer!.Iterations);
        List<StoredArray> state = [.. Npz.Read(KerasModels.File(Name, "optimizer_after.npz")).Values];
        Assert.Equal(state.Count - 2, model.Optimizer.State.Count);
        for (int i = 2; i < state.Count; i++) { Assert.Equal(state[i].ReadFloats(), model.Optimizer.State[i - 2].ToArray<float>()); }
    }

    [SharedDataTheory]
    [InlineData("mlp_churn_adam")]
    [InlineData("nested_models")]
    [InlineData("normalization_adapted")]
    public void Weights_alone_go_into_a_model_that_exists(string name)
    {
        Model model = ModelFile.Load(KerasModels.File(name, "model.keras"));
        IReadOnlyList<Tensor> expected = model.GetWeights();
        model.SetWeights([.. expected.Select(weight => Tensor.Zeros(weight.Shape))]);
        model.LoadWeights(KerasModels.File(name, "model.weights.h5"));
        Assert.Equal(expected.SelectMany(weight => weight.ToDoubles()), model.GetWeights().SelectMany(weight => weight.ToDoubles()));
    }

    private static void AssertEqual(IEnumerable<StoredArray> expected, IReadOnlyList<Tensor> actual)
    {
        StoredArray[] arrays = [.. expected];
        Assert.Equal(arrays.Length, actual.Count);
        for (int i = 0; i < arrays.Length; i++)
        {
            Assert.Equal(arrays[i].Shape, actual[i].Shape);
            double[] values = arrays[i].ReadDoubles(), found = actual[i].ToDoubles();
            double scale = values.Max(Math.Abs);
            for (int j = 0; j < values.Length; j++) { Assert.True(Math.Abs(values[j] - found[j]) <= 1e-4 * Math.Max(Math.Abs(values[j]), 0.1 * scale), $"array {i} element {j}: expected {values[j]}, got {found[j]}"); }
        }
    }
}

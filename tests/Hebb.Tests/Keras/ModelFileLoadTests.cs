using Hebb.Formats;
using Hebb.Formats.NumPy;
using Hebb.Keras;
using Hebb.Models;
using Hebb.Tensors;

namespace Hebb.Tests.Keras;

/// <summary>Models that real Keras wrote predict and go on training here as there.</summary>
public class ModelFileLoadTests
{
    [SharedDataTheory]
    [MemberData(nameof(KerasModels.Names), MemberType = typeof(KerasModels))]
    public void A_loaded_model_predicts_what_keras_predicts(string model)
    {
        Tensor[] expected = KerasModels.Arrays(model, "y");
        Assert.NotEmpty(expected);
        foreach (string file in (string[])["model.keras", "model.h5"])
        {
            IReadOnlyList<Tensor> actual = ModelFile.Load(KerasModels.File(model, file)).Predict(KerasModels.Arrays(model, "x"));
            Assert.Equal(expected.Length, actual.Count);
            for (int i = 0; i < expected.Length; i++)
            {
                double[] wanted = expected[i].ToDoubles(), got = actual[i].ToDoubles();
                Assert.Equal(wanted.Length, got.Length);
                double worst = wanted.Zip(got, (a, b) => Math.Abs(a - b)).Max();
                Assert.True(worst <= 1e-5, $"{model}/{file} output {i} differs by {worst}.");
            }
        }
    }

    [SharedDataTheory]
    [MemberData(nameof(KerasModels.Trained), MemberType = typeof(KerasModels))]
    public void Steps_of_training_give_the_weights_the_state_and_the_predictions_that_keras_gets(string name, int steps)
    {
        foreach (string file in (string[])["model.keras", "model.h5"])
        {
            Model model = ModelFile.Load(KerasModels.File(name, file));
            Tensor x = KerasModels.Array(name, "x0.npy"), targets = KerasModels.Array(name, "t0.npy");
            for (int i = 0; i < steps; i++) { model.TrainOnBatch(x, targets); }

            AssertEqual(Npz.Read(KerasModels.File(name, $"after_{steps}_steps.npz")).Values, model.GetWeights());
            List<StoredArray> state = [.. Npz.Read(KerasModels.File(name, "optimizer_after.npz")).Values];
            Assert.Equal(steps, state[0].ReadLongs()[0]);
            Assert.Equal(steps, model.Optimizer!.Iterations);
            Assert.Equal(state[1].ReadFloats()[0], (float)model.Optimizer.LearningRate);
            AssertEqual([.. state.Skip(2)], [.. model.Optimizer.State.Select(slot => slot.Value)]);
            Near.Equal(KerasModels.Array(name, "y0_after.npy").ToDoubles(), model.Predict(x), 1e-4, $"{name}/{file}");
        }
    }

    [SharedDataTheory]
    [MemberData(nameof(KerasModels.Trained), MemberType = typeof(KerasModels))]
    public void The_state_of_the_optimizer_comes_from_the_file(string name, int steps)
    {
        foreach (string file in (string[])["after.keras", "after.h5"])
        {
            Model model = ModelFile.Load(KerasModels.File(name, file));
            Assert.Equal(steps, model.Optimizer!.Iterations);
            List<StoredArray> state = [.. Npz.Read(KerasModels.File(name, "optimizer_after.npz")).Values];
            Assert.Equal(state.Count - 2, model.Optimizer.State.Count);
            for (int i = 2; i < state.Count; i++) { Assert.Equal(state[i].ReadFloats(), model.Optimizer.State[i - 2].ToArray<float>()); }
            Near.Equal(KerasModels.Array(name, "y0_after.npy").ToDoubles(), model.Predict(KerasModels.Array(name, "x0.npy")), 1e-5, $"{name}/{file}");
        }
    }

    [SharedDataTheory]
    [MemberData(nameof(KerasModels.Names), MemberType = typeof(KerasModels))]
    public void Weights_alone_go_into_a_model_that_exists(string name)
    {
        Model model = ModelFile.Load(KerasModels.File(name, "model.keras"));
        IReadOnlyList<Tensor> expected = model.GetWeights();
        model.SetWeights([.. expected.Select(weight => Tensor.Zeros(weight.Shape))]);
        model.LoadWeights(KerasModels.File(name, "model.weights.h5"));
        Assert.Equal(expected.SelectMany(weight => weight.ToDoubles()), model.GetWeights().SelectMany(weight => weight.ToDoubles()));
    }

    [SharedDataFact]
    public void Every_folder_of_models_is_in_the_manifest_and_some_are_trained()
    {
        IEnumerable<string> folders = Directory.GetDirectories(SharedData.File("fixtures/keras")).Select(path => Path.GetFileName(path)!);
        Assert.Equal(folders.Order(StringComparer.Ordinal), KerasModels.All().Order(StringComparer.Ordinal));
        Assert.Equal(Directory.GetFiles(SharedData.File("fixtures/keras"), "t0.npy", SearchOption.AllDirectories).Length, KerasModels.Trained().Count);
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
            for (int j = 0; j < values.Length; j++)
            {
                Assert.True(
                    Math.Abs(values[j] - found[j]) <= 1e-4 * Math.Max(Math.Abs(values[j]), 0.1 * scale),
                    $"array {i} element {j}: expected {values[j]}, got {found[j]}");
            }
        }
    }
}

using System.Text.Json.Nodes;
using Hebb.Configuration;
using Hebb.Formats;
using Hebb.Formats.Hdf5;
using Hebb.Formats.NumPy;
using Hebb.Keras;
using Hebb.Optimizers;
using Hebb.Optimizers.Schedules;
using Hebb.Tensors;

namespace Hebb.Tests.Keras;

/// <summary>The order of an optimizer's variables in files, as the build methods of Keras 3's optimizers make them, for a kernel of (2,
/// 3) and a bias of (3,).</summary>
public sealed class OptimizerStateTests
{
    private static readonly ConfigSource s_source = new("file.keras", "training");

    public static TheoryData<Optimizer, string> Layouts() => new()
    {
        { new SGD(), "() ()" },
        { new SGD(momentum: 0.9), "() () (2, 3) (3,)" },
        { new Adam(), "() () (2, 3) (2, 3) (3,) (3,)" },
        { new Adam(amsgrad: true), "() () (2, 3) (2, 3) (3,) (3,) (2, 3) (3,)" },
        { new RMSprop(momentum: 0.9, centered: true), "() () (2, 3) (3,) (2, 3) (3,) (2, 3) (3,)" },
        { new Adagrad(), "() () (2, 3) (3,)" },
        { new Adadelta(), "() () (2, 3) (2, 3) (3,) (3,)" },
        { new Adamax(), "() () (2, 3) (2, 3) (3,) (3,)" },
        { new Nadam(), "() () (2, 3) (3,) (2, 3) (3,) ()" },
        { new Ftrl(), "() () (2, 3) (2, 3) (3,) (3,)" },
        { new Lion(), "() () (2, 3) (3,)" },
        { new Lamb(), "() () (2, 3) (2, 3) (3,) (3,)" },
        { new Adafactor(), "() () (2,) (3,) (2, 3) () () (3,)" },
        { new Muon(), "() () (2, 3) (3,) (3,)" },
        { new Adam(new CosineDecay(1, 2)), "() (2, 3) (2, 3) (3,) (3,)" },
        { new Lion { UseEma = true, GradientAccumulationSteps = 2 }, "() () (2, 3) (3,) (2, 3) (3,) (2, 3) (3,)" },
    };

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Variables_stand_as_in_Keras(Optimizer optimizer, string shapes)
    {
        Parameter[] parameters = Parameters();
        optimizer.Build(parameters);
        Hdf5Group group = new();
        OptimizerState.Write(optimizer, parameters, group);
        // Without state Keras has only the first two as well.
        Assert.Equal(shapes, string.Join(' ', group.Groups["vars"].Datasets.Select(dataset => dataset.Value.Values.Shape.ToString())));
        Assert.Equal(Enumerable.Range(0, group.Groups["vars"].Datasets.Count).Select(i => $"{i}"), group.Groups["vars"].Datasets.Keys);
    }

    [Fact]
    public void Earlier_versions_of_Nadam_have_the_product_first_and_moments_alternating()
    {
        Hdf5Group group = new();
        Hdf5Group vars = group.AddGroup("vars");
        StoredArray[] arrays = [StoredArray.Of(7), StoredArray.Of(0.1f), StoredArray.Of(0.5f), Array(1, 2, 3), Array(2, 2, 3), Array(3, 3), Array(4, 3)];
        for (int i = 0; i < arrays.Length; i++) { vars.AddDataset($"{i}", arrays[i]); }
        Nadam nadam = new();
        Parameter[] parameters = Parameters();
        WeightPlan plan = new(s_source);
        Assert.Equal(7, OptimizerState.Read(nadam, parameters, group, plan, s_source));
        plan.Apply();
        Assert.Equal([1, 2, 3, 4], nadam.State.Select(slot => slot.ToArray<float>()[0]));
        Assert.Equal(["kernel/momentum", "kernel/velocity", "bias/momentum", "bias/velocity"], nadam.State.Select(slot => slot.Name));
    }

    [Fact]
    public void Another_optimizers_state_is_refused()
    {
        Hdf5Group group = new();
        Parameter[] parameters = Parameters();
        Adam adam = new();
        adam.Build(parameters);
        OptimizerState.Write(adam, parameters, group);
        string message = Assert.Throws<FileFormatException>(() => OptimizerState.Read(new Lion(), parameters, group, new(s_source), s_source)).Message;
        Assert.Contains("4 arrays of state for lion; expected 2", message, StringComparison.Ordinal);
    }

    [SharedDataTheory]
    [InlineData("lstm_rmsprop")]
    [InlineData("cnn_bn_sgd")]
    public void State_that_Keras_wrote_is_read(string name)
    {
        KerasArchive archive = KerasArchive.Read(KerasModels.File(name, "after.keras"));
        JsonNode config = JsonNode.Parse(archive.ConfigJson!)!["compile_config"]!["optimizer"]!;
        Optimizer optimizer = Optimizer.Kinds.Read(config, s_source);
        StoredArray[] state = [.. Npz.Read(KerasModels.File(name, "optimizer_after.npz")).Values];
        // Each trained weight has one piece of state.
        Parameter[] parameters = [.. state.Skip(2).Select((array, i) => new Parameter($"w{i}", Tensor.Zeros(array.Shape)))];
        WeightPlan plan = new(s_source);
        Assert.Equal(2, OptimizerState.Read(optimizer, parameters, archive.Weights.Groups["optimizer"], plan, s_source));
        plan.Apply();
        Assert.Equal(state.Skip(2).Select(array => array.ReadFloats()), optimizer.State.Select(slot => slot.ToArray<float>()));
        Assert.Equal((string)config["class_name"]!, (string)Optimizer.Kinds.Write(optimizer)["class_name"]!);
        foreach ((string key, JsonNode? value) in Optimizer.Kinds.Write(optimizer)["config"]!.AsObject())
        {
            // Keras counts the name's words differently.
            if (key != "name")
            {
                Assert.True(JsonNode.DeepEquals(config["config"]![key], value), $"{key}: Keras has {config["config"]![key]}, we have {value}");
            }
        }
    }

    private static Parameter[] Parameters() => [new("kernel", Tensor.Ones([2, 3])), new("bias", Tensor.Ones([3]))];

    private static StoredArray Array(float value, params int[] shape)
    {
        Shape extents = Shape.Create(shape);
        return StoredArray.Of(extents, [.. Enumerable.Repeat(value, (int)extents.Size)]);
    }
}

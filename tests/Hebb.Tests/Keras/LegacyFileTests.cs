using System.Text.Json.Nodes;
using Hebb.Formats;
using Hebb.Formats.Hdf5;
using Hebb.Keras;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Optimizers;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Keras;

/// <summary>What is written as <c>.h5</c> has the order, names and numbers that Keras wrote itself.</summary>
public sealed class LegacyFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hebb-h5-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string> Files()
    {
        string folder = SharedData.File("fixtures/keras");
        return Directory.Exists(folder)
            ? [.. Directory.GetFiles(folder, "*.h5", SearchOption.AllDirectories)
                .Where(path => !path.EndsWith(".weights.h5", StringComparison.Ordinal))
                .Order()]
            : [];
    }

    [Theory]
    [InlineData("model.h5")]
    [InlineData("after.h5")]
    public void A_file_of_Keras_comes_back_as_Keras_wrote_it(string name) => AssertSameAsKeras(SharedData.Fixture($"mlp_churn_adam/{name}"));

    [SharedDataTheory]
    [MemberData(nameof(Files))]
    public void Every_file_of_Keras_comes_back_as_Keras_wrote_it(string file) => AssertSameAsKeras(file);

    [Fact]
    public void Attributes_of_many_names_are_split_as_Keras_does()
    {
        Hdf5Group group = new();
        string[] names = [.. Enumerable.Range(0, 9000).Select(i => $"layer_{i}")];
        LegacyWeights.WriteNames(group, "layer_names", names);
        using MemoryStream stream = new();
        Hdf5File.Write(stream, group);
        Hdf5Group read = Hdf5File.Read(stream.ToArray());
        Assert.Equal(["layer_names0", "layer_names1", "layer_names2"], read.Attributes.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(names, LegacyWeights.Names(read, "layer_names"));
    }

    [Fact]
    public void Frozen_weights_stand_behind_those_that_are_trained()
    {
        // Keras' _legacy_weights: trainable_weights + non_trainable_weights of each layer of the model.
        Dense still = new(3) { Name = "still", Trainable = false };
        Sequential inner = new([new Input([2]), still, new BatchNormalization { Name = "norm" }]) { Name = "inner" };
        Sequential model = new([new Input([2]), inner, new Dense(1) { Name = "head" }]);
        Hdf5Group group = new();
        LegacyWeights.Write(model, group);
        Assert.Equal(["inner", "head"], group.Attributes["layer_names"].ReadStrings());
        Assert.Equal(
            ["norm/gamma", "norm/beta", "still/kernel", "still/bias", "norm/moving_mean", "norm/moving_variance"],
            group.Groups["inner"].Attributes["weight_names"].ReadStrings().Select(name => name["inner/".Length..]));
    }

    [Fact]
    public void Without_training_no_optimizer_is_written()
    {
        Sequential model = new([new Input([2]), new Dense(1)]);
        model.Compile(new Adam(), Loss.MeanSquaredError);
        string path = Path.Combine(_folder, "m.h5");
        model.Save(path, new() { IncludeTraining = false });
        Hdf5Group root = Hdf5File.Read(path);
        Assert.False(root.Attributes.ContainsKey("training_config"));
        Assert.False(root.Groups.ContainsKey("optimizer_weights"));
        Assert.Null(Model.Load(path).Optimizer);
    }

    [Theory]
    [InlineData("top_level_model_weights")]
    [InlineData("a/b")]
    public void A_name_that_is_a_place_in_the_file_is_refused(string name)
    {
        Sequential model = new([new Input([2]), new Dense(1) { Name = name }]);
        string path = Path.Combine(_folder, "m.h5");
        Assert.Contains(name, Assert.Throws<InvalidOperationException>(() => model.Save(path)).Message, StringComparison.Ordinal);
        Assert.Contains(name, Assert.Throws<InvalidOperationException>(() => ModelFile.CheckSave(model, path)).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    private void AssertSameAsKeras(string file)
    {
        string path = Path.Combine(_folder, "ours.h5");
        Model.Load(file).Save(path);
        Hdf5Group keras = Hdf5File.Read(file), ours = Hdf5File.Read(path);

        Assert.Equal(Weights(keras.Groups["model_weights"]), Weights(ours.Groups["model_weights"]));
        Assert.Equal(keras.Groups.ContainsKey("optimizer_weights"), ours.Groups.ContainsKey("optimizer_weights"));
        if (keras.Groups.TryGetValue("optimizer_weights", out Hdf5Group? state)) { Assert.Equal(Ordered(state), Ordered(ours.Groups["optimizer_weights"])); }

        JsonNode theirs = Json(keras, "model_config"), mine = Json(ours, "model_config");
        Assert.Equal((string?)theirs["class_name"], (string?)mine["class_name"]);
        Assert.Equal(Classes(theirs), Classes(mine));
        if (keras.Attributes.ContainsKey("training_config"))
        {
            Assert.Equal(
                Json(keras, "training_config")["optimizer_config"]!["class_name"]!.ToString(),
                Json(ours, "training_config")["optimizer_config"]!["class_name"]!.ToString());
        }
    }

    private static JsonNode Json(Hdf5Group root, string attribute) => JsonNode.Parse(root.Attributes[attribute].ReadString())!;

    private static IEnumerable<string> Classes(JsonNode model) => model["config"]!["layers"]!.AsArray().Select(layer => layer!["class_name"]!.ToString());

    /// <summary>The layers that have weights, in order, with shapes and numbers.</summary>
    private static List<string> Weights(Hdf5Group group) =>
        [.. LegacyWeights.Names(group, "layer_names").SelectMany(name => Ordered(group.Groups[name]).Select(weight => $"{name}: {weight}"))];

    private static List<string> Ordered(Hdf5Group group) => [.. LegacyWeights.Names(group, "weight_names").Select(name =>
    {
        StoredArray values = group.FindDataset(name)!.Values;
        return $"{values.Shape} {string.Join(' ', values.ReadDoubles())}";
    })];
}

using System.Text.Json.Nodes;
using Hebb.Formats;
using Hebb.Formats.NumPy;
using Hebb.Tensors;

namespace Hebb.Tests.Keras;

/// <summary>Models that real Keras wrote, with inputs and the outputs that Keras predicts.</summary>
internal static class KerasModels
{
    /// <summary>Every model of the collection, as its manifest lists them: a new one is tested without naming it in a test.</summary>
    public static TheoryData<string> Names() => [.. All()];

    public static IEnumerable<string> All() => Manifest().Select(entry => entry.Key);

    /// <summary>Every model that Keras trained on, and its number of steps.</summary>
    public static TheoryData<string, int> Trained()
    {
        TheoryData<string, int> data = [];
        foreach ((string name, JsonNode? model) in Manifest())
        {
            if (model!["train"] is { } train) { data.Add(name, (int)train["steps"]!); }
        }

        return data;
    }

    public static string File(string model, string file) => SharedData.File($"fixtures/keras/{model}/{file}");

    public static Tensor Array(string model, string file)
    {
        StoredArray array = Npy.Read(File(model, file));
        return Tensor.Create(array.ReadFloats(), array.Shape);
    }

    /// <summary>x0, x1, … or y0, y1, ….</summary>
    public static Tensor[] Arrays(string model, string prefix) =>
        [.. Enumerable.Range(0, 100)
            .Select(i => $"{prefix}{i}.npy")
            .TakeWhile(file => System.IO.File.Exists(File(model, file)))
            .Select(file => Array(model, file))];

    private static JsonObject Manifest() =>
        SharedData.Exists ? JsonNode.Parse(System.IO.File.ReadAllText(SharedData.File("fixtures/keras/manifest.json")))!["fixtures"]!.AsObject() : [];
}

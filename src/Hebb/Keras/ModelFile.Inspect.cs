using System.Text.Json.Nodes;
using Hebb.Configuration;
using Hebb.Formats;
using Hebb.Formats.Hdf5;
using Hebb.Layers;

namespace Hebb.Keras;

public static partial class ModelFile
{
    private const int DeepestModel = 16;

    /// <summary>Says what a model file holds, whether or not it could be loaded: layers that are not known are listed as such.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileFormatException">The file is damaged or no model file.</exception>
    public static ModelInfo Inspect(string path)
    {
        using KerasArchive archive = KerasArchive.Read(path);
        ConfigSource source = new(Path.GetFileName(path), "");
        JsonObject? config = archive.ConfigJson is { } text ? ConfigJson.Parse(text, source) : null;
        JsonObject? metadata = archive.MetadataJson is { } more ? ConfigJson.Parse(more, source) : null;
        List<LayerInfo> layers = [];
        if (config is not null) { Collect(config["config"], "", layers, 0); }
        JsonObject? training = TrainingJson(archive, config ?? [], source);
        string? optimizer =
            ConfigJson.GivenClass((training?["optimizer"] ?? training?["optimizer_config"]) as JsonObject) ?? (training?["optimizer"] as JsonValue)?.ToString();
        return new(
            archive.Format == KerasFormat.Zip ? "keras" : config is null ? "weights" : "h5",
            metadata is null && !archive.Weights.Attributes.ContainsKey("keras_version") ? null : Version(archive, metadata),
            ConfigJson.GivenClass(config),
            layers,
            Count(archive.Weights.Groups.GetValueOrDefault("model_weights") ?? archive.Weights),
            optimizer,
            new FileInfo(path).Length);
    }

    private static void Collect(JsonNode? config, string prefix, List<LayerInfo> layers, int depth)
    {
        if (depth > DeepestModel || (config as JsonArray ?? (config as JsonObject)?["layers"] as JsonArray) is not { } list) { return; }
        foreach (JsonNode? node in list)
        {
            if (node is not JsonObject layer) { continue; }
            JsonObject? settings = layer["config"] as JsonObject;
            string name = prefix + ((settings?["name"] ?? layer["name"])?.ToString() ?? "?"), className = ConfigJson.GivenClass(layer) ?? "?";
            bool isModel = className is "Sequential" or "Functional" or "Model";
            layers.Add(new(name, className, isModel || className == "InputLayer" || Layer.Kinds.Find(className) is not null));
            if (isModel) { Collect(layer["config"], name + "/", layers, depth + 1); }
        }
    }

    private static long Count(Hdf5Group group) =>
        group.Datasets.Values.Sum(dataset => dataset.Values.Shape.Size)
            + group.Groups.Where(child => child.Key != "optimizer").Sum(child => Count(child.Value));
}

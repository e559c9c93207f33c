using System.Text.Json.Nodes;
using Hebb.Configuration;
using Hebb.Formats;
using Hebb.Formats.Hdf5;
using Hebb.Models;
using Hebb.Tensors;

namespace Hebb.Keras;

/// <summary>A whole model as Keras keeps it in <c>.h5</c> files: the configurations as text in attributes, weights and optimizer state in groups.</summary>
internal static class LegacyFile
{
    /// <summary>Where our own entries stand, which Keras ignores.</summary>
    public const string Own = "hebb";

    private const string ModelConfig = "model_config", TrainingConfig = "training_config", Version = "keras_version", Backend = "backend";

    /// <summary>The file of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="contents">What is said about it.</param>
    /// <param name="trained">The weights that the optimizer keeps state for, in the order of the file.</param>
    /// <param name="kerasVersion">The version of Keras that opens it.</param>
    public static Hdf5Group Build(Model model, ModelContents contents, IReadOnlyList<Parameter> trained, string kerasVersion)
    {
        Hdf5Group root = new();
        Hdf5Group weights = root.AddGroup("model_weights");
        foreach (Hdf5Group group in (Hdf5Group[])[root, weights])
        {
            group.Attributes[Version] = StoredArray.Of(kerasVersion);
            group.Attributes[Backend] = StoredArray.Of("hebb");
        }

        RemoveBuilds(contents.Config);
        root.Attributes[ModelConfig] = Json(contents.Config);
        root.Attributes[Own] = Json(contents.Own);
        LegacyWeights.Write(model, weights);
        if (contents.Training is { } training && model.Choices is { } choices)
        {
            // The settings are those of .keras files; the optimizer has another key.
            JsonObject settings = (JsonObject)training.DeepClone();
            settings["optimizer_config"] = settings["optimizer"]?.DeepClone();
            settings.Remove("optimizer");
            root.Attributes[TrainingConfig] = Json(settings);
            OptimizerState.WriteLegacy(choices.Optimizer, trained, root.AddGroup("optimizer_weights"));
        }

        return root;
    }

    /// <summary>Takes out the shapes that layers were built for: this form has none, and layers are built when they are called.</summary>
    private static void RemoveBuilds(JsonNode? node)
    {
        if (node is JsonObject item)
        {
            if (item.ContainsKey("class_name")) { item.Remove("build_config"); }
            foreach ((_, JsonNode? value) in item) { RemoveBuilds(value); }
        }
        else if (node is JsonArray list)
        {
            foreach (JsonNode? value in list) { RemoveBuilds(value); }
        }
    }

    private static StoredArray Json(JsonObject json) => StoredArray.Of(ConfigJson.Text(json));
}

using System.Globalization;
using System.Text.Json.Nodes;
using Hebb.Configuration;
using Hebb.Formats.Hdf5;
using Hebb.Models;

namespace Hebb.Keras;

public static partial class ModelFile
{
    /// <summary>The version of Keras whose files are written.</summary>
    private const string KerasVersion = "3.15.1";

    /// <summary>Writes a <c>.keras</c> file, which Keras opens as well: structure, weights, and how training stands. An older file stays until the
    /// new one is complete.</summary>
    /// <param name="model">The model; its weights must exist.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">What is written.</param>
    /// <exception cref="InvalidOperationException">The model has no weights yet, or a layer, loss or the like cannot be written; no
    /// file is changed.</exception>
    public static void Save(Model model, string path, SaveOptions? options = null)
    {
        (string config, string metadata, Hdf5Group weights) = Contents(model, options ?? new());
        KerasArchive.Write(path, config, metadata, weights);
    }

    /// <summary>Writes the model to a stream in the form of a <c>.keras</c> file.</summary>
    /// <inheritdoc cref="Save(Model, string, SaveOptions?)"/>
    public static void Save(Model model, Stream stream, SaveOptions? options = null)
    {
        (string config, string metadata, Hdf5Group weights) = Contents(model, options ?? new());
        KerasArchive.Write(stream, config, metadata, weights);
    }

    /// <summary>Writes the weights alone, as Keras' <c>.weights.h5</c>.</summary>
    /// <param name="model">The model; its weights must exist.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidOperationException">The model has no weights yet.</exception>
    public static void SaveWeights(Model model, string path)
    {
        RequireWeights(model);
        Hdf5Group root = new();
        WeightTree.Write(model, root);
        Hdf5File.Write(path, root);
    }

    private static (string Config, string Metadata, Hdf5Group Weights) Contents(Model model, SaveOptions options)
    {
        RequireBuilt(model);
        JsonObject config = ModelWriter.Write(model);
        JsonObject own = new() { ["seed"] = model.Seed, ["input_given"] = model is not Sequential || model.Sublayers is [Layers.Input, ..] };
        Hdf5Group root = new();
        WeightTree.Write(model, root);
        if (options.IncludeTraining && model.Choices is { } choices)
        {
            config["compile_config"] = CompileConfig.Write(model, choices);
            OptimizerState.Write(choices.Optimizer, model.TrainableParameters, root.AddGroup("optimizer"));
            own["step"] = model.TrainingStep;
            int[] undecayed = OptimizerState.Undecayed(choices.Optimizer, model.TrainableParameters);
            if (undecayed.Length > 0) { own["undecayed"] = new JsonArray([.. undecayed.Select(index => (JsonNode)index)]); }
        }

        JsonObject metadata = new()
        {
            ["keras_version"] = KerasVersion,
            ["date_saved"] = options.Clock.GetUtcNow().ToString("yyyy-MM-dd@HH:mm:ss", CultureInfo.InvariantCulture),
            // What Keras has no place for; it ignores this.
            ["hebb"] = own,
        };
        return (ConfigJson.Text(config), ConfigJson.Text(metadata), root);
    }

    /// <summary>A model with a training step of its own may have weights without knowing the shape of its input.</summary>
    private static void RequireWeights(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Parameters.Count == 0) { RequireBuilt(model); }
    }

    private static void RequireBuilt(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.InputRows is null) { throw new InvalidOperationException($"{model} has no weights yet: begin it with an Input, or use it on data first."); }
    }
}

using System.Globalization;
using System.Text.Json.Nodes;
using Hebb.Configuration;
using Hebb.Formats;
using Hebb.Formats.Hdf5;
using Hebb.Models;

namespace Hebb.Keras;

public static partial class ModelFile
{
    /// <summary>The version of Keras whose files are written.</summary>
    private const string KerasVersion = "3.15.1";

    /// <summary>Writes a model to a file that Keras opens as well: structure, weights, and how training stands. The ending decides the format. An older file
    /// stays until the new one is complete.</summary>
    /// <param name="model">The model; its weights must exist.</param>
    /// <param name="path">The file: <c>.keras</c>, or <c>.h5</c> (also <c>.hdf5</c>) for Keras' older format.</param>
    /// <param name="options">What is written.</param>
    /// <exception cref="ArgumentException">The name has none of these endings.</exception>
    /// <exception cref="InvalidOperationException">The model has no weights yet, or a layer, loss or the like cannot be written; no
    /// file is changed.</exception>
    public static void Save(Model model, string path, SaveOptions? options = null)
    {
        FileEnding ending = FileEnding.Of(path, "Save");
        options ??= new();
        ModelContents contents = Contents(model, options);
        if (ending != FileEnding.Keras) { LegacyWeights.RequireNames(model); }
        RequireNoFolder(path);
        AtomicFile.Write(path, stream =>
        {
            if (ending == FileEnding.Keras) { WriteKeras(model, contents, options, stream); }
            else { Hdf5File.Write(stream, LegacyFile.Build(model, contents, TrainedInOrder(model, s_noOrder), KerasVersion)); }
        });
    }

    /// <summary>
    /// Looks whether <see cref="Save(Model, string, SaveOptions?)"/> would succeed, without changing a file: for what trains long before it saves.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">What is to be written.</param>
    /// <param name="makesParents">Whether folders that are absent will be made first.</param>
    /// <exception cref="ArgumentException">The name has none of the endings that are written.</exception>
    /// <exception cref="InvalidOperationException">The model cannot be written; the message says what to do.</exception>
    /// <exception cref="IOException">There can be no such file.</exception>
    public static void CheckSave(Model model, string path, SaveOptions? options = null, bool makesParents = false)
    {
        FileEnding ending = FileEnding.Of(path, "Save");
        Contents(model, options ?? new());
        if (ending != FileEnding.Keras) { LegacyWeights.RequireNames(model); }
        RequireNoFolder(path);
        OutputPath.CheckWritable(path, makesParents);
    }

    /// <summary>Writes the model to a stream in the form of a <c>.keras</c> file.</summary>
    /// <param name="model">The model; its weights must exist.</param>
    /// <param name="stream">The stream, which stays open.</param>
    /// <param name="options">What is written.</param>
    /// <exception cref="InvalidOperationException">The model has no weights yet, or a layer, loss or the like cannot be written; nothing
    /// is written.</exception>
    public static void Save(Model model, Stream stream, SaveOptions? options = null)
    {
        options ??= new();
        WriteKeras(model, Contents(model, options), options, stream);
    }

    /// <summary>Writes the weights alone, as Keras' <c>.weights.h5</c>.</summary>
    /// <param name="model">The model; its weights must exist.</param>
    /// <param name="path">The file; its name ends in <c>.weights.h5</c>.</param>
    /// <exception cref="ArgumentException">The name has another ending.</exception>
    /// <exception cref="InvalidOperationException">The model has no weights yet.</exception>
    public static void SaveWeights(Model model, string path)
    {
        FileEnding.Of(path, "SaveWeights");
        RequireWeights(model);
        WeightTree.RequireStorable(model);
        RequireNoFolder(path);
        AtomicFile.Write(path, stream =>
        {
            Hdf5Group root = new();
            WeightTree.Write(model, root);
            Hdf5File.Write(stream, root);
        });
    }

    /// <summary>Looks whether <see cref="SaveWeights"/> would succeed, without changing a file.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file.</param>
    /// <param name="makesParents">Whether folders that are absent will be made first.</param>
    /// <exception cref="ArgumentException">The name does not end in <c>.weights.h5</c>.</exception>
    /// <exception cref="InvalidOperationException">The model has no weights yet, or some that cannot be written.</exception>
    /// <exception cref="IOException">There can be no such file.</exception>
    public static void CheckSaveWeights(Model model, string path, bool makesParents = false)
    {
        FileEnding.Of(path, "SaveWeights");
        RequireWeights(model);
        WeightTree.RequireStorable(model);
        RequireNoFolder(path);
        OutputPath.CheckWritable(path, makesParents);
    }

    /// <summary>Everything but the weights, as text: what can go wrong with a model goes wrong here, before anything is written.</summary>
    private static ModelContents Contents(Model model, SaveOptions options)
    {
        RequireBuilt(model);
        WeightTree.RequireStorable(model);
        JsonObject config = ModelWriter.Write(model);
        // What Keras has no place for.
        JsonObject own = new()
        {
            ["seed"] = model.Seed,
            ["input_given"] = model is not Sequential || model.Sublayers is [Layers.Input, ..],
            [OrderKey] = "depth",
        };
        if (!options.IncludeTraining || model.Choices is not { } choices) { return new(config, null, own); }

        own["step"] = model.TrainingStep;
        int[] undecayed = OptimizerState.Undecayed(choices.Optimizer, model.TrainableParameters);
        if (undecayed.Length > 0) { own["undecayed"] = new JsonArray([.. undecayed.Select(index => (JsonNode)index)]); }
        return new(config, CompileConfig.Write(model, choices), own);
    }

    private static void WriteKeras(Model model, ModelContents contents, SaveOptions options, Stream stream)
    {
        Hdf5Group root = new();
        WeightTree.Write(model, root);
        if (contents.Training is { } training)
        {
            contents.Config["compile_config"] = training;
            OptimizerState.Write(model.Choices!.Optimizer, TrainedInOrder(model, s_noOrder), root.AddGroup("optimizer"));
        }

        JsonObject metadata = new()
        {
            ["keras_version"] = KerasVersion,
            ["date_saved"] = options.Clock.GetUtcNow().ToString("yyyy-MM-dd@HH:mm:ss", CultureInfo.InvariantCulture),
            [LegacyFile.Own] = contents.Own,
        };
        KerasArchive.Write(stream, ConfigJson.Text(contents.Config), ConfigJson.Text(metadata), root);
    }

    private static void RequireNoFolder(string path)
    {
        if (Directory.Exists(path)) { throw new IOException($"'{path}' is a folder, and a model is written to a file. Choose another name."); }
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

using System.Text.Json.Nodes;
using Hebb.Configuration;
using Hebb.Formats;
using Hebb.Formats.Hdf5;
using Hebb.Layers;
using Hebb.Models;
using Hebb.Tensors;

namespace Hebb.Keras;

/// <summary>Reads and writes models.</summary>
public static partial class ModelFile
{
    private const int NewestMajor = 3;

    /// <summary>Our entry in files whose weights are in the order of <see cref="LayerOrder"/>.</summary>
    private const string OrderKey = "layer_order";

    private static readonly Dictionary<Model, IReadOnlyList<Layer>> s_noOrder = [];

    /// <summary>Reads a model from a <c>.keras</c> file or an older <c>.h5</c> one; which it is, its first bytes tell.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What is read.</param>
    /// <returns>
    /// A <see cref="Sequential"/> or a functional <see cref="Model"/>, ready to predict and to be trained further. Its seed is that of the file; a file of
    /// Keras has none, and the model takes the next number as any other (<see cref="Model.Seed"/>).
    /// </returns>
    /// <exception cref="FileFormatException">The file is damaged, or holds what is not known; the message names the layer.</exception>
    /// <remarks>
    /// A file may come from anybody: reading runs no code of it, and takes no more memory than its bytes call for. The limits are listed in
    /// docs/maintainers/decisions/0015-untrusted-files.md.
    /// </remarks>
    public static Model Load(string path, LoadOptions? options = null)
    {
        using KerasArchive archive = KerasArchive.Read(path);
        return Load(archive, Path.GetFileName(path), options ?? new());
    }

    /// <summary>Reads a model from a stream.</summary>
    /// <inheritdoc cref="Load(string, LoadOptions?)"/>
    public static Model Load(Stream stream, LoadOptions? options = null)
    {
        using KerasArchive archive = KerasArchive.Read(stream);
        return Load(archive, "model stream", options ?? new());
    }

    /// <summary>Gives a model the weights of a file: <c>.weights.h5</c>, <c>.keras</c> or <c>.h5</c>.</summary>
    /// <param name="model">The model; its weights must exist.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">What to do about a file of another model; by default it is refused.</param>
    /// <returns>Which layers got weights, and what was left out and why.</returns>
    /// <exception cref="FileFormatException">The file is damaged or belongs to another model; no weight was changed.</exception>
    /// <exception cref="InvalidOperationException">The model has no weights yet.</exception>
    public static LoadedWeights LoadWeights(Model model, string path, LoadWeightsOptions? options = null)
    {
        RequireWeights(model);
        using KerasArchive archive = KerasArchive.Read(path);
        return GiveWeights(model, archive, Path.GetFileName(path), options);
    }

    /// <summary>Gives a model the weights of a file in memory.</summary>
    internal static LoadedWeights GiveWeights(Model model, KerasArchive archive, string name, LoadWeightsOptions? options = null)
    {
        ConfigSource source = new(name, "");
        WeightPlan plan = new(source, options);
        PlanWeights(model, archive, s_noOrder, plan, source);
        plan.Apply();
        return plan.Result;
    }

    private static Model Load(KerasArchive archive, string name, LoadOptions options)
    {
        ConfigSource source = new(name, "");
        string configText =
            archive.ConfigJson ?? throw source.Error("found weights without the structure of a model. Make the model in code and call LoadWeights.");
        JsonObject config = ConfigJson.Parse(configText, source.At("config.json"));
        VocabularyAssets.PutInto(config, archive, source);
        JsonObject? metadata = archive.MetadataJson is { } text ? ConfigJson.Parse(text, source.At("metadata.json")) : null;
        source = source with { KerasMajor = Major(Version(archive, metadata)) };
        ConfigNode own = new(OwnJson(archive, metadata, source), source.At("metadata.json"));
        ModelReader reader = new(name, source.KerasMajor, own.LongOrNull("seed"), own.Flag("input_given", true));
        Model model;
        using (LoadBudget.OfFile(Numbers(archive.Weights)))
        {
            model = reader.Read(config);
            Build(model, reader, source);
        }

        WeightPlan plan = new(source);
        // Older files of ours and those of Keras have the order of their list of layers.
        IReadOnlyDictionary<Model, IReadOnlyList<Layer>> order = own.TextOrNull(OrderKey) is null ? reader.Order : s_noOrder;
        PlanWeights(model, archive, order, plan, source);
        if (!options.Compile)
        {
            plan.ApplyToNew();
            return model;
        }

        ConfigSource training = source.At("training");
        bool compiled = CompileConfig.Apply(model, TrainingJson(archive, config, training), training);
        if (compiled) { OptimizerState.ExcludeFromDecay(model.Optimizer!, model.TrainableParameters, own.Ints("undecayed"), training); }
        long steps = compiled ? PlanState(model, archive, order, plan, training) : 0;
        plan.ApplyToNew();
        if (compiled) { Continue(model, steps, own.LongOrNull("step") ?? steps, training); }
        return model;
    }

    /// <summary>How many numbers a file holds; that they are really there was checked when it was opened.</summary>
    private static long Numbers(Hdf5Group group) =>
        group.Datasets.Values.Where(dataset => dataset.Values.Type != ElementType.Text).Sum(dataset => dataset.Values.Shape.Size)
            + group.Groups.Values.Sum(Numbers);

    private static void Build(Model model, ModelReader reader, ConfigSource source)
    {
        try
        {
            if (model.InputRows is null)
            {
                model.BuildFor([reader.Rows
                    ?? throw source.Error(
                        "the file does not say the shape of the model's input. Save it from a version that does, or make the model "
                        + "in code and call LoadWeights.")]);
            }
        }
        catch (Exception error) when (error is ArgumentException or ShapeException or InvalidOperationException or OverflowException)
        {
            throw source.Error($"the layers do not fit together: {error.Message}", error);
        }
    }

    private static void PlanWeights(
        Model model, KerasArchive archive, IReadOnlyDictionary<Model, IReadOnlyList<Layer>> order, WeightPlan plan, ConfigSource source)
    {
        Hdf5Group root = archive.Weights.Groups.GetValueOrDefault("model_weights") ?? archive.Weights;
        if (LegacyWeights.Are(root)) { LegacyWeights.Read(model, root, order, plan, source); }
        else { WeightTree.Read(model, root, "", order, plan, source); }
    }

    private static JsonObject? TrainingJson(KerasArchive archive, JsonObject config, ConfigSource source) =>
        archive.Format == KerasFormat.Zip ? config["compile_config"] as JsonObject
        : archive.Weights.Attributes.GetValueOrDefault("training_config")?.ReadString() is { } text ? ConfigJson.Parse(text, source)
        : null;

    private static JsonObject OwnJson(KerasArchive archive, JsonObject? metadata, ConfigSource source) =>
        archive.Format == KerasFormat.Zip ? metadata?[LegacyFile.Own] as JsonObject ?? []
        : archive.Weights.Attributes.GetValueOrDefault(LegacyFile.Own)?.ReadString() is { } text ? ConfigJson.Parse(text, source)
        : [];

    private static long PlanState(
        Model model, KerasArchive archive, IReadOnlyDictionary<Model, IReadOnlyList<Layer>> order, WeightPlan plan, ConfigSource source)
    {
        IReadOnlyList<Parameter> ordered = TrainedInOrder(model, order);
        if (archive.Format == KerasFormat.Hdf5)
        {
            return archive.Weights.Groups.GetValueOrDefault("optimizer_weights") is { } legacy
                ? OptimizerState.ReadLegacy(model.Optimizer!, ordered, legacy, plan, source, model.TrainableParameters)
                : 0;
        }

        return archive.Weights.Groups.GetValueOrDefault("optimizer") is { } group
            ? OptimizerState.Read(model.Optimizer!, ordered, group, plan, source, model.TrainableParameters)
            : 0;
    }

    private static IEnumerable<Parameter> InOrder(Layer layer, IReadOnlyDictionary<Model, IReadOnlyList<Layer>> order) =>
        layer is Model { Graph: not null } or Sequential && layer is Model model
            ? (order.TryGetValue(model, out IReadOnlyList<Layer>? layers) ? layers : LayerOrder.Of(model)).SelectMany(inner => InOrder(inner, order))
            : layer.Parameters;

    /// <summary>The weights that the optimizer keeps state for, in the order of a file.</summary>
    private static IReadOnlyList<Parameter> TrainedInOrder(Model model, IReadOnlyDictionary<Model, IReadOnlyList<Layer>> order)
    {
        HashSet<Parameter> trained = [.. model.TrainableParameters];
        return [.. InOrder(model, order).Distinct().Where(trained.Contains)];
    }

    /// <summary>Lets training go on where it stopped: steps of the optimizer, and the step that random masks depend on.</summary>
    private static void Continue(Model model, long steps, long trainingStep, ConfigSource source)
    {
        model.Optimizer!.Iterations = steps;
        if (trainingStep <= 0) { return; }
        try
        {
            _ = model.PlanFor(
                new([.. model.InputRows!.Select((input, i) => Trace.Symbol(i, [1, .. input.Row.Filled(1)], input.Type))], model.InputRows!.Count, 0));
            model.TrainingStep = trainingStep;
        }
        catch (ArgumentException error)
        {
            throw source.Error(error.Message, error);
        }
    }

    private static string Version(KerasArchive archive, JsonObject? metadata) =>
        metadata?["keras_version"] is JsonValue value && value.TryGetValue(out string? version) ? version
        : archive.Weights.Attributes.GetValueOrDefault("keras_version")?.ReadString() ?? $"{NewestMajor}";

    /// <summary>The first number of a version such as 3.15.1 or 2.2.4-tf.</summary>
    private static int Major(string version) => int.TryParse(version.Split('.')[0], out int major) ? major : NewestMajor;
}

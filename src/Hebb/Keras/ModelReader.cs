using System.Text.Json.Nodes;
using Hebb.Configuration;
using Hebb.Formats;
using Hebb.Layers;
using Hebb.Models;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Keras;

/// <summary>Makes models of configurations of Keras 1 to 3. Only layers of the table are made; weights come later.</summary>
/// <param name="file">The name of the file, for errors.</param>
/// <param name="kerasMajor">The first number of the version of Keras that wrote it.</param>
/// <param name="seed">The seed of the outermost model; null for the next one.</param>
/// <param name="inputGiven">Whether an outermost Sequential is to begin with the input of the file.</param>
internal sealed class ModelReader(string file, int kerasMajor, long? seed = null, bool inputGiven = true)
{
    /// <summary>The deepest nesting of models within models.</summary>
    public const int MaxNesting = 16;

    private const int MaxRank = 8;

    private readonly ConfigSource _source = new(file, "", kerasMajor);
    private int _depth;

    /// <summary>The row shape and type that the outermost Sequential was built for; null if the file does not say.</summary>
    public (RowShape Row, DType Type)? Rows { get; private set; }

    /// <summary>The layers of each model in the order of the file, which is the order of the weights.</summary>
    public Dictionary<Model, IReadOnlyList<Layer>> Order { get; } = [];

    /// <summary>The model.</summary>
    /// <exception cref="FileFormatException">The configuration is damaged or holds what is not known.</exception>
    public Model Read(JsonObject json)
    {
        string className = ClassName(json, _source);
        try
        {
            return ReadModel(className, json, _source);
        }
        catch (Exception error) when (error is ArgumentException or ShapeException or InvalidOperationException or OverflowException)
        {
            throw _source.Error($"the layers do not fit together: {error.Message}", error);
        }
    }

    private static bool IsModel(string className) => className is "Sequential" or "Functional" or "Model";

    private Model ReadModel(string className, JsonObject json, ConfigSource source)
    {
        if (!IsModel(className))
        {
            throw source.Error(
                $"found a model of class {className}; expected Sequential or Functional. Classes of your own are code, which files do not hold: "
                + "make the model in code and call LoadWeights.");
        }

        if (++_depth > MaxNesting) { throw source.Error($"found models nested more than {MaxNesting} deep."); }
        TextInputs.ToNumbers(json);
        Model model =
            className == "Sequential" ? ReadSequential(json["config"], source) : ReadFunctional(ConfigJson.Object(json["config"], source, "config"), source);
        _depth--;
        return model;
    }

    /// <summary>A Sequential; before Keras 2.2.3 its settings are the bare list of its layers.</summary>
    private Sequential ReadSequential(JsonNode? config, ConfigSource source)
    {
        JsonObject settings = config is JsonArray bare ? new() { ["layers"] = bare.DeepClone() } : ConfigJson.Object(config, source, "config");
        List<Layer> layers = [];
        foreach (JsonNode? node in ConfigJson.List(settings["layers"], source, "layers"))
        {
            JsonObject json = ConfigJson.Object(node, source, "layer");
            if (layers.Count == 0 && FirstShape(json) is { } shape)
            {
                layers.Add(NewInput(shape, LayerTable.Place(json, source)));
            }

            if (ClassName(json, source) == "InputLayer")
            {
                if (layers is not [Input input]) { throw source.Error("found an InputLayer that is not first in a Sequential, or has no shape."); }
                input.Name = LayerTable.NameOf(json) ?? input.Name;
                continue;
            }

            layers.Add(ReadLayer(json, source));
        }

        if (layers is not [Input, ..] && settings["build_input_shape"] is JsonArray built)
        {
            layers.Insert(0, NewInput(new() { ["batch_shape"] = built.DeepClone() }, source));
        }

        bool outermost = _depth == 1;
        if (outermost && layers is [Input first, ..])
        {
            Rows = (first.RowShape, first.Node.DType);
            if (!inputGiven) { layers.RemoveAt(0); }
        }

        long own = SeedOf(outermost);
        return Finish(new Sequential(layers) { Seed = own }, settings, layers);
    }

    private Model ReadFunctional(JsonObject settings, ConfigSource source)
    {
        bool outermost = _depth == 1;
        List<JsonObject> entries = [.. ConfigJson.List(settings["layers"], source, "layers").Select(node => ConfigJson.Object(node, source, "layer"))];
        FunctionalCalls calls = new(source);
        List<Layer> layers = [];
        foreach (JsonObject op in entries.Where(MaskOps.Is)) { calls.AddMask(ConfigJson.String(op["name"], source, "name"), op); }
        foreach (JsonObject json in entries.Where(entry => !MaskOps.Is(entry)))
        {
            string name = json["name"] is null
                ? LayerTable.NameOf(json) ?? throw source.Error("found a layer without a name.")
                : ConfigJson.String(json["name"], source, "name");
            Layer layer = ClassName(json, source) == "InputLayer" ? NewInput(Settings(json), LayerTable.Place(json, source)) : ReadLayer(json, source);
            layer.Name = name;
            layers.Add(layer);
            calls.Add(name, layer, json["inbound_nodes"]);
        }

        calls.Run();
        long own = SeedOf(outermost);
        return Finish(new Model(calls.Ends(settings["input_layers"]), calls.Ends(settings["output_layers"])) { Seed = own }, settings, layers);
    }

    /// <summary>Only the outermost model draws numbers of its own.</summary>
    private long SeedOf(bool outermost) => !outermost ? 0 : seed ?? Unseeded.NextModel();

    private T Finish<T>(T model, JsonObject settings, IReadOnlyList<Layer> layers) where T : Model
    {
        if (settings["name"] is JsonValue value && value.TryGetValue(out string? name)) { model.Name = name; }
        // Setting it would set it for the layers inside, of which some may be frozen.
        if (!new ConfigNode(settings, _source).Flag("trainable", true)) { model.Trainable = false; }
        Order[model] = layers;
        return model;
    }

    private Layer ReadLayer(JsonObject json, ConfigSource source)
    {
        ConfigSource where = LayerTable.Place(json, source);
        string className = ClassName(json, where);
        if (!IsModel(className)) { return Layer.Kinds.Read(json, source); }
        Model model = ReadModel(className, json, where);
        model.Name = LayerTable.NameOf(json) ?? model.Name;
        return model;
    }

    private static string ClassName(JsonObject json, ConfigSource source) => Layer.Kinds.ClassName(json, source);

    private static JsonObject Settings(JsonObject json) => json["config"] as JsonObject ?? [];

    /// <summary>The settings that give the first layer's input, if they do.</summary>
    private static JsonObject? FirstShape(JsonObject json)
    {
        JsonObject settings = Settings(json);
        if (settings["batch_shape"] is not null || settings["batch_input_shape"] is not null) { return settings; }
        // Keras 1 gave the width of the first layer only.
        return settings["input_dim"] is JsonValue width ? new() { ["batch_shape"] = new JsonArray(null, width.DeepClone()) } : null;
    }

    private static Input NewInput(JsonObject settings, ConfigSource source)
    {
        JsonArray shape = ConfigJson.List(settings["batch_shape"] ?? settings["batch_input_shape"], source, "batch_shape");
        if (shape.Count is 0 or > MaxRank) { throw source.Error($"found batch_shape {ConfigSource.Short(shape)}; expected 1 to {MaxRank} axes."); }
        int?[] row = [.. shape.Skip(1).Select(node => node is null ? (int?)null : node is JsonValue value && value.TryGetValue(out int extent) && extent > 0
            ? extent
            : throw source.Error($"found batch_shape {ConfigSource.Short(shape)}; expected extents above 0, or null for open ones."))];
        string type = settings["dtype"] is JsonValue text && text.TryGetValue(out string? name) ? name : "float32";
        ConfigNode config = new(settings, source);
        config.Refuse("sparse", "ragged");
        return new(RowShape.Create(row), type switch
        {
            "float32" => DType.Float32,
            "float64" => DType.Float64,
            "int32" => DType.Int32,
            "int64" => DType.Int64,
            "bool" => DType.Bool,
            _ => throw source.Error(
                $"found inputs of type {type}; expected float32, float64, int32, int64 or bool."
                + (type == "string" ? " Texts may only go into StringLookup or TextVectorization: prepare others before they enter the model." : "")),
        });
    }
}

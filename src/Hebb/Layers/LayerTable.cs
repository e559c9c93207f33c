using System.Text.Json.Nodes;
using Hebb.Configuration;
using Hebb.Formats;
using Hebb.Regularizers;

namespace Hebb.Layers;

/// <summary>The kinds of layers: reads and writes what they have in common, and knows how each is called.</summary>
internal sealed class LayerTable(params IReadOnlyList<Kind> kinds) : KindTable<Layer>("layer", "keras.layers", kinds)
{
    private const string ActivityRegularizer = "activity_regularizer";

    /// <summary>How Keras calls a layer.</summary>
    public CallForm CallOf(Layer layer) => (Of(layer) as ILayerKind)?.Call ?? CallForm.Plain;

    /// <summary>A layer that is no model, with its settings; weights come later.</summary>
    internal override Layer Read(JsonNode? node, ConfigSource source)
    {
        JsonObject json = ConfigJson.Object(node, source, "layer");
        ConfigSource where = Place(json, source);
        string className = ClassName(json, where);
        Kind kind = Find(className) ?? throw Unknown(className, where);
        ConfigNode settings = new(json["config"] as JsonObject ?? [], where);
        if (kind is not ILayerKind { HasTypeOfItsOwn: true }) { RefuseOtherTypes(settings.Json["dtype"], where); }
        TakeCallSettings((kind as ILayerKind)?.Call ?? CallForm.Plain, json["inbound_nodes"], settings);
        return Read(kind, settings);
    }

    /// <summary>A layer inside another one.</summary>
    /// <exception cref="InvalidOperationException">It cannot be written.</exception>
    internal override JsonNode Write(Layer item)
    {
        Kind kind = Of(item) ?? throw Unwritable(item);
        try { return Unseeded.Apart(() => WriteSettings(kind, item)); }
        catch (InvalidOperationException error) { throw new InvalidOperationException($"{item.Name ?? item.DefaultName}: {error.Message}", error); }
    }

    /// <summary>The layer that an object describes, for errors.</summary>
    public static ConfigSource Place(JsonObject json, ConfigSource source) =>
        source.At($"layer {NameOf(json) ?? "without a name"}{(ConfigJson.GivenClass(json) is { } name ? $" ({name})" : "")}");

    /// <summary>The name that an object gives its layer; null if it does not.</summary>
    public static string? NameOf(JsonObject json) =>
        (json["config"] as JsonObject)?["name"] is JsonValue value && value.TryGetValue(out string? name) ? name : null;

    /// <summary>The type of weights as Keras writes it.</summary>
    public static JsonObject Policy(string type = "float32") => ConfigJson.Typed("keras", "DTypePolicy", new JsonObject { ["name"] = type });

    private protected override Layer Complete(Layer item, IConfig<Layer> c)
    {
        JsonObject settings = c.Node.Json;
        if (c.Instance is null)
        {
            item.ActivityRegularizer = c.Regularizer(ActivityRegularizer, layer => layer.ActivityRegularizer);
            item.Name = c.Node.TextOrNull("name") ?? item.Name;
            // Setting it sets it for the layers inside, of which some may be frozen.
            if (!c.Node.Flag("trainable", true)) { item.Trainable = false; }
        }
        else
        {
            (settings["name"], settings["trainable"], settings["dtype"]) =
                (item.Name ?? item.DefaultName, item.Trainable, settings["dtype"]?.DeepClone() ?? Policy());
            // Some of Keras' layers know no such setting.
            if (item.ActivityRegularizer is not null) { c.Regularizer(ActivityRegularizer, layer => layer.ActivityRegularizer); }
        }

        return item;
    }

    private protected override FileFormatException Unknown(string className, ConfigSource source) => source.Error(className switch
    {
        "Lambda" =>
            "found a Lambda layer: its code is stored as Python bytecode, which is never run. "
            + "Write the function as a layer of your own and register it with Layer.Kinds.Register.",
        "TorchModuleWrapper" or "TFSMLayer" => $"found a {className}, which loads another program's objects; this is never done. Export the weights alone.",
        "Sequential" or "Functional" or "Model" =>
            $"found a {className} inside a wrapper; expected a single layer. Apply the wrapper to the layers one by one.",
        _ => $"found a layer of class {className}, which is unknown; expected one "
            + $"of {string.Join(", ", All.Select(kind => kind.ClassName).Order(StringComparer.Ordinal))}. "
            + "Register a layer of your own with Layer.Kinds.Register.",
    });

    private protected override InvalidOperationException Unwritable(Layer item) => new(item.WhyNotInFiles
        ?? $"{item.Name ?? item.DefaultName} is a {item.GetType().Name}, which cannot be written to a file yet: "
            + "declare its kind and register it with Layer.Kinds.Register.");

    /// <summary>Moves settings that Keras gives with the calls of a layer to the layer itself.</summary>
    private static void TakeCallSettings(CallForm form, JsonNode? calls, ConfigNode settings)
    {
        foreach (string key in form.Settings)
        {
            JsonNode?[] values =
                [.. (calls as JsonArray ?? []).OfType<JsonObject>().Select(call => (call["kwargs"] as JsonObject)?[key]).DistinctBy(ConfigSource.Short)];
            if (values.Length > 1)
            {
                throw settings.Source.Error(
                    $"found calls with {key} = {string.Join(" and ", values.Select(ConfigSource.Short))}; expected the same for all calls of a layer.");
            }

            if (values is [{ } value]) { settings.Json[key] = value.DeepClone(); }
        }
    }

    private static void RefuseOtherTypes(JsonNode? dtype, ConfigSource where)
    {
        JsonNode? name = dtype is JsonObject policy ? (policy["config"] as JsonObject)?["name"] : dtype;
        if (name is JsonValue value && value.TryGetValue(out string? text) && text != "float32")
        {
            throw where.Error($"found numbers of type {text}; expected float32. Save the model in float32.");
        }
    }
}

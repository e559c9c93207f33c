using System.Text.Json.Nodes;
using Hebb.Configuration;
using Hebb.Layers;

namespace Hebb.Keras;

/// <summary>
/// Inputs of texts: in Keras a model may begin with them, and a StringLookup or TextVectorization inside gives them numbers. Our tensors hold no
/// texts; the model takes the numbers that the layer's <c>IndicesOf</c> gives. So an input of texts becomes one of numbers when a file is read, and
/// the other way round when it is written.
/// </summary>
internal static class TextInputs
{
    private const string Text = "string", Number = "int32";

    /// <summary>Makes inputs of numbers of those of texts, where only layers of texts take them.</summary>
    public static void ToNumbers(JsonObject model) => Change(model, Text, (input, consumers) =>
    {
        if (consumers.All(layer => FormOf(layer) is { SplitsTexts: false })) { input["dtype"] = Number; }
        else if (Splits(consumers, out int? length) && input["batch_shape"] is JsonArray { Count: 1 or 2 })
        {
            (input["dtype"], input["batch_shape"]) = (Number, new JsonArray(null, length));
        }
    });

    /// <summary>Makes inputs of texts, as Keras needs them, of those of numbers that only layers of texts take.</summary>
    public static void ToTexts(JsonObject model) => Change(model, Number, (input, consumers) =>
    {
        if (consumers.All(layer => FormOf(layer) is { SplitsTexts: false })) { input["dtype"] = Text; }
        else if (Splits(consumers, out int? length) && input["batch_shape"] is JsonArray { Count: 2 } shape && Extent(shape[1]) == length)
        {
            (input["dtype"], shape[1]) = (Text, 1);
        }
    });

    /// <summary>Whether layers make rows of tokens of texts, all of them equally many: as many as they say, or as the longest text has (null).</summary>
    private static bool Splits(IReadOnlyList<JsonObject> layers, out int? length)
    {
        length = null;
        if (!layers.All(layer => FormOf(layer) is { SplitsTexts: true })) { return false; }
        int?[] lengths = [.. layers.Select(layer => layer["config"] is JsonObject settings ? Extent(FormOf(layer)!.RowLength!(settings)) : null).Distinct()];
        length = lengths[0];
        return lengths.Length == 1;
    }

    /// <summary>What the vocabulary of a layer of texts is like; null for others.</summary>
    private static VocabularyForm? FormOf(JsonObject layer) =>
        ConfigJson.GivenClass(layer) is { } name && LayerKinds.Table.Find(name) is ILayerKind { Vocabulary: { IsOfNumbers: false } form } ? form : null;

    private static int? Extent(JsonNode? node) => node is JsonValue value && value.TryGetValue(out int extent) && extent > 0 ? extent : null;

    private static void Change(JsonObject model, string type, Action<JsonObject, IReadOnlyList<JsonObject>> change)
    {
        if ((model["config"] as JsonObject)?["layers"] is not JsonArray list) { return; }
        JsonObject[] layers = [.. list.OfType<JsonObject>()];
        if (ConfigJson.GivenClass(model) == "Sequential")
        {
            if (layers.Length > 1 && InputOf(layers[0], type) is { } input) { change(input, [layers[1]]); }
            return;
        }

        Dictionary<string, List<JsonObject>> consumers = [];
        foreach (JsonObject layer in layers)
        {
            HashSet<string> names = [];
            Collect(layer["inbound_nodes"], names, 0);
            foreach (string name in names)
            {
                if (!consumers.TryGetValue(name, out List<JsonObject>? found)) { consumers[name] = found = []; }
                found.Add(layer);
            }
        }

        foreach (JsonObject layer in layers)
        {
            if (InputOf(layer, type) is { } input && consumers.TryGetValue($"{layer["name"] ?? input["name"]}", out List<JsonObject>? found))
            {
                change(input, found);
            }
        }
    }

    private static JsonObject? InputOf(JsonObject layer, string type) =>
        ConfigJson.GivenClass(layer) == "InputLayer" && layer["config"] is JsonObject settings && settings["dtype"] is JsonValue value
            && value.TryGetValue(out string? text) && text == type ? settings : null;

    /// <summary>The names of layers among the arguments of calls: each is the first of a list, and a number is behind it.</summary>
    private static void Collect(JsonNode? node, HashSet<string> names, int depth)
    {
        const int MaxDepth = 64;
        if (depth > MaxDepth) { return; }
        if (node is JsonArray { Count: >= 3 } list && list[0] is JsonValue value && value.TryGetValue(out string? name)) { names.Add(name); }
        IEnumerable<JsonNode?> inside = node switch { JsonArray items => items, JsonObject entries => entries.Select(entry => entry.Value), _ => [] };
        foreach (JsonNode? item in inside) { Collect(item, names, depth + 1); }
    }
}

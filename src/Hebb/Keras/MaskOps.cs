using System.Text.Json.Nodes;
using Hebb.Configuration;
using Hebb.Formats;
using Hebb.Layers;

namespace Hebb.Keras;

/// <summary>
/// The operations by which Keras 3 (before it left them out) writes into a functional model how masks were computed, each with a call: tokens ≠ 0. Most masks
/// follow by themselves here, so the operations are not computed; but the masks they make must be those that follow. Those that recurrent layers are given are
/// computed (<see cref="MaskOp"/>), where others would follow, or none.
/// </summary>
internal sealed class MaskOps(ConfigSource source)
{
    private const string Module = "keras.src.ops";
    /// <summary>Where most operations live.</summary>
    public const string NumPy = Module + ".numpy";

    private const int MaxDepth = 64;

    private readonly Dictionary<string, JsonObject> _ops = [];
    private readonly HashSet<(string Tensor, double Value)> _masked = [];

    /// <summary>Whether an entry among the layers of a model is an operation.</summary>
    public static bool Is(JsonObject entry) =>
        entry["module"]?.ToString() is { } module && (module == Module || module.StartsWith(Module + ".", StringComparison.Ordinal));

    /// <summary>Adds an operation.</summary>
    public void Add(string name, JsonObject entry) => _ops[name] = entry;

    /// <summary>Whether a name is that of an operation.</summary>
    public bool Knows(string name) => _ops.ContainsKey(name);

    /// <summary>An operation; null if there is none of that name.</summary>
    public JsonObject? Find(string name) => _ops.GetValueOrDefault(name);

    /// <summary>Notes that a layer makes a mask of a tensor.</summary>
    public void Note(Layer layer, string tensor)
    {
        if (layer.MaskedValue is { } number) { _masked.Add((tensor, number)); }
    }

    /// <summary>Refuses a mask that would not follow by itself: one that compares another tensor, or with another number, than the
    /// layers that make masks.</summary>
    /// <exception cref="FileFormatException">It is such a mask.</exception>
    public void Check(string layer, string op) => Check(layer, op, [], 0);

    private void Check(string layer, string op, HashSet<string> seen, int depth)
    {
        if (!seen.Add(op)) { return; }
        if (depth > MaxDepth) { throw source.Error($"the mask of layer {layer} is computed by more than {MaxDepth} operations behind each other."); }
        JsonObject entry = _ops[op];
        List<JsonArray> tensors = [];
        List<double> numbers = [];
        foreach (JsonNode? call in entry["inbound_nodes"] as JsonArray ?? []) { Collect(call is JsonObject known ? known["args"] : null, tensors, numbers, 0); }
        foreach (JsonArray tensor in tensors)
        {
            string name = Name(tensor);
            if (_ops.ContainsKey(name)) { Check(layer, name, seen, depth + 1); }
            else if (ClassOf(entry) is not ("OnesLike" or "BroadcastTo") && !(numbers.Count > 0 && _masked.Contains((string.Join("/", tensor), numbers[0]))))
            {
                throw source.Error(
                    $"layer {layer} is called with a mask that the operation {op} ({ClassOf(entry)}) makes of {name}; "
                    + "expected masks that Embedding (mask_zero) or Masking make of the same tensor. "
                    + "Make it with one of these layers, or give it to the model as an input of booleans.");
            }
        }
    }

    /// <summary>The names of the layers or operations that make the tensors of an argument.</summary>
    public static IEnumerable<string> Names(JsonNode? argument)
    {
        List<JsonArray> tensors = [];
        Collect(argument, tensors, [], 0);
        return tensors.Select(Name);
    }

    private static string Name(JsonArray history) => history.Count > 0 ? $"{history[0]}" : "";

    private static string ClassOf(JsonObject entry) => $"{entry["class_name"]}";

    /// <summary>The tensors, as keras_history names them, and the numbers among arguments.</summary>
    private static void Collect(JsonNode? node, List<JsonArray> tensors, List<double> numbers, int depth)
    {
        if (node is JsonArray list && depth < MaxDepth)
        {
            foreach (JsonNode? item in list) { Collect(item, tensors, numbers, depth + 1); }
        }
        else if (node is JsonObject tensor && tensor["config"] is JsonObject config && config["keras_history"] is JsonArray history) { tensors.Add(history); }
        else if (node is JsonValue value && value.TryGetValue(out double number)) { numbers.Add(number); }
    }
}

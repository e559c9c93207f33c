using System.Text.Json.Nodes;
using Hebb.Activations;
using Hebb.Constraints;
using Hebb.Initializers;
using Hebb.Layers;
using Hebb.Regularizers;
using Hebb.Saving.Configs;

namespace Hebb.Saving;

/// <summary>The settings of one layer in a model file, under Keras' names: what <see cref="ModelFile.Register"/>ed layers are read from and written to.</summary>
/// <remarks>Settings are data only: they select among values and types that are known, and can name nothing else.</remarks>
public sealed class LayerConfig
{
    private readonly ConfigSource _source;

    /// <summary>Settings of a file.</summary>
    internal LayerConfig(JsonObject json, ConfigSource source) => (Json, _source) = (json, source);

    /// <summary>The settings as JSON.</summary>
    internal JsonObject Json { get; }

    /// <summary>Whether a setting is there and not null.</summary>
    public bool Has(string key) => Json[key] is not null;

    /// <summary>A whole number.</summary>
    /// <exception cref="FileFormatException">It is missing and there is no default, or is something else.</exception>
    public int Int(string key, int? defaultValue = null) => Json[key] is { } node
        ? node is JsonValue value && value.TryGetValue(out double number) && number == Math.Floor(number) && Math.Abs(number) <= int.MaxValue ? (int)number : throw Wrong(key, node, "a whole number")
        : defaultValue ?? throw Missing(key);

    /// <summary>A whole number of up to 64 bits; 0 or another default where it is missing.</summary>
    internal long Int64(string key, long defaultValue = 0) => Json[key] is { } node
        ? node is JsonValue value && value.TryGetValue(out long number) ? number : throw Wrong(key, node, "a whole number")
        : defaultValue;

    /// <summary>A number.</summary>
    /// <exception cref="FileFormatException">It is missing and there is no default, or is something else.</exception>
    public double Number(string key, double? defaultValue = null) => NumberOrNull(key) ?? defaultValue ?? throw Missing(key);

    /// <summary>A number that may be missing.</summary>
    /// <exception cref="FileFormatException">It is something else.</exception>
    public double? NumberOrNull(string key) => Json[key] is { } node
        ? node is JsonValue value && value.TryGetValue(out double number) && double.IsFinite(number) ? number : throw Wrong(key, node, "a number")
        : null;

    /// <summary>A truth value.</summary>
    /// <exception cref="FileFormatException">It is missing and there is no default, or is something else.</exception>
    public bool Flag(string key, bool? defaultValue = null) => Json[key] is { } node
        ? node is JsonValue value && value.TryGetValue(out bool flag) ? flag : throw Wrong(key, node, "true or false")
        : defaultValue ?? throw Missing(key);

    /// <summary>A text.</summary>
    /// <exception cref="FileFormatException">It is missing and there is no default, or is something else.</exception>
    public string Text(string key, string? defaultValue = null) => Json[key] is { } node
        ? node is JsonValue value && value.TryGetValue(out string? text) ? text : throw Wrong(key, node, "a text")
        : defaultValue ?? throw Missing(key);

    /// <summary>Whole numbers; a single one counts as a list, a missing one as none.</summary>
    /// <exception cref="FileFormatException">It is something else.</exception>
    public int[] Ints(string key) => Json[key] switch
    {
        null => [],
        JsonArray list => [.. list.Select(node => node is JsonValue value && value.TryGetValue(out int number) ? number : throw Wrong(key, list, "whole numbers"))],
        _ => [Int(key)],
    };

    /// <summary>Numbers; a single one counts as a list, a missing one as none.</summary>
    /// <exception cref="FileFormatException">It is something else.</exception>
    public double[] Numbers(string key) => Json[key] switch
    {
        null => [],
        JsonArray list => [.. list.Select(node => node is JsonValue value && value.TryGetValue(out double number) && double.IsFinite(number)
            ? number
            : throw Wrong(key, list, "numbers"))],
        _ => [Number(key)],
    };

    /// <summary>Which of some texts a setting is; the first where it is missing. Case does not matter.</summary>
    /// <exception cref="FileFormatException">It is none of them.</exception>
    internal int OneOf(string key, IReadOnlyList<string?> choices)
    {
        if (Json[key] is not { } node) { return 0; }
        string text = Text(key);
        int index = choices.ToList().FindIndex(choice => string.Equals(choice, text, StringComparison.OrdinalIgnoreCase));
        return index >= 0 ? index : throw Wrong(key, node, string.Join(" or ", choices.OfType<string>()));
    }

    /// <summary>Which of some texts a setting is; the first where it is not written at all, and the last, which stands for none, where it is null.</summary>
    /// <exception cref="FileFormatException">It is none of them.</exception>
    internal int OneOrNone(string key, IReadOnlyList<string?> choices) => Json.ContainsKey(key) && !Has(key) ? choices.Count - 1 : OneOf(key, choices);

    /// <summary>An activation; null where there is none.</summary>
    /// <exception cref="FileFormatException">It is unknown.</exception>
    public Activation? Activation(string key) => ActivationConfig.Read(Json[key], _source);

    /// <summary>An initializer.</summary>
    /// <exception cref="FileFormatException">It is unknown.</exception>
    public Initializer Initializer(string key, Initializer defaultValue) => Json[key] is { } node ? InitializerConfig.Read(node, _source) : defaultValue;

    /// <summary>A penalty; null where there is none.</summary>
    /// <exception cref="FileFormatException">It is unknown.</exception>
    public Regularizer? Regularizer(string key) => RegularizerConfig.Read(Json[key], _source);

    /// <summary>A constraint; null where there is none.</summary>
    /// <exception cref="FileFormatException">It is unknown.</exception>
    public Constraint? Constraint(string key) => ConstraintConfig.Read(Json[key], _source);

    /// <summary>Texts; none where they are missing.</summary>
    /// <exception cref="FileFormatException">It is something else.</exception>
    internal string[] Texts(string key) => List(key, node => node.TryGetValue(out string? text) ? text : null, "a list of texts");

    /// <summary>Whole numbers of up to 64 bits; none where they are missing.</summary>
    /// <exception cref="FileFormatException">It is something else.</exception>
    internal long[] Longs(string key) => [.. List(key, node => node.TryGetValue(out long number) ? (object)number : null, "a list of whole numbers").Cast<long>()];

    /// <summary>A layer inside this one.</summary>
    /// <exception cref="FileFormatException">It is missing, unknown or a model.</exception>
    internal Layer Layer(string key) => ModelReader.ReadPlain(ConfigJson.Object(Json[key], _source, key), _source);

    /// <summary>A list of layers inside this one.</summary>
    /// <exception cref="FileFormatException">It is missing, or one is unknown or a model.</exception>
    internal Layer[] Layers(string key) => [.. ConfigJson.List(Json[key], _source, key).Select(node => ModelReader.ReadPlain(ConfigJson.Object(node, _source, key), _source))];

    /// <summary>Writes a layer inside this one.</summary>
    /// <exception cref="InvalidOperationException">It cannot be written.</exception>
    internal void Set(string key, Layer layer) => Json[key] = layer is Models.Model
        ? throw new InvalidOperationException($"{layer} is a model inside a wrapper, which files cannot hold: apply the wrapper to its layers one by one.")
        : ModelWriter.WriteLayer(layer, []);

    /// <summary>Writes a list of layers inside this one.</summary>
    /// <exception cref="InvalidOperationException">One cannot be written.</exception>
    internal void Set(string key, IReadOnlyList<Layer> layers) => Json[key] = new JsonArray([.. layers.Select(layer => (JsonNode)ModelWriter.WriteLayer(layer, []))]);

    /// <summary>Writes a whole number.</summary>
    public void Set(string key, int value) => Json[key] = value;

    /// <summary>Writes a number, so that reading gives the same bits; null for none.</summary>
    public void Set(string key, double? value) => Json[key] = value;

    /// <summary>Writes a truth value.</summary>
    public void Set(string key, bool value) => Json[key] = value;

    /// <summary>Writes a text; null for none.</summary>
    public void Set(string key, string? value) => Json[key] = value;

    /// <summary>Writes whole numbers.</summary>
    public void Set(string key, IReadOnlyList<int> values) => Json[key] = new JsonArray([.. values.Select(value => (JsonNode)value)]);

    /// <summary>Writes an activation.</summary>
    /// <exception cref="InvalidOperationException">It cannot be written: it is one of your own.</exception>
    public void Set(string key, Activation? value) => Json[key] = ActivationConfig.Write(value);

    /// <summary>Writes an initializer.</summary>
    /// <exception cref="InvalidOperationException">It cannot be written: it is one of your own.</exception>
    public void Set(string key, Initializer value) => Json[key] = InitializerConfig.Write(value);

    /// <summary>Writes a penalty; null for none.</summary>
    /// <exception cref="InvalidOperationException">It cannot be written: it is one of your own.</exception>
    public void Set(string key, Regularizer? value) => Json[key] = RegularizerConfig.Write(value);

    /// <summary>Writes a constraint; null for none.</summary>
    /// <exception cref="InvalidOperationException">It cannot be written: it is one of your own.</exception>
    public void Set(string key, Constraint? value) => Json[key] = ConstraintConfig.Write(value);

    /// <summary>Extents of which some are not known; null where they are missing.</summary>
    /// <exception cref="FileFormatException">It is something else.</exception>
    internal int?[]? Extents(string key) => Json[key] switch
    {
        null => null,
        JsonArray list => [.. list.Select(node => node is null ? (int?)null : node is JsonValue value && value.TryGetValue(out int extent) ? extent : throw Wrong(key, list, "extents or null"))],
        _ => [Int(key)],
    };

    /// <summary>Writes extents of which some are not known.</summary>
    internal void SetExtents(string key, IReadOnlyList<int?>? extents) => Json[key] = extents is null ? null : new JsonArray([.. extents.Select(extent => (JsonNode?)extent)]);

    /// <summary>Writes axes as Keras does: a single one as a number, several as a list.</summary>
    internal void SetAxes(string key, IReadOnlyList<int> axes)
    {
        if (axes.Count == 1) { Set(key, axes[0]); }
        else { Set(key, axes); }
    }

    /// <summary>Refuses a setting that would change results and is not supported.</summary>
    /// <exception cref="FileFormatException">It is set to something else than what is harmless.</exception>
    internal void Refuse(params ReadOnlySpan<string> keys)
    {
        foreach (string key in keys)
        {
            if (Json[key] is { } node && !(node is JsonValue value && value.TryGetValue(out bool flag) && !flag))
            {
                throw _source.Error($"found {key} = {ConfigSource.Short(node)}; this setting is not supported and would change the results. Save the model without it.");
            }
        }
    }

    /// <summary>The error for a setting that is not what was expected.</summary>
    internal FileFormatException Wrong(string key, string expected) =>
        Json[key] is { } node ? Wrong(key, node, expected) : Missing(key);

    private FileFormatException Missing(string key) => _source.Error($"the setting {key} is missing.");

    private FileFormatException Wrong(string key, JsonNode node, string expected) => _source.Error($"found {key} = {ConfigSource.Short(node)}; expected {expected}.");

    private T[] List<T>(string key, Func<JsonValue, T?> read, string expected) where T : class => Json[key] switch
    {
        null => [],
        JsonArray list => [.. list.Select(node => (node is JsonValue value ? read(value) : null) ?? throw Wrong(key, list, expected))],
        JsonNode other => throw Wrong(key, other, expected),
    };
}

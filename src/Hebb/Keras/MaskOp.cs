using System.Text.Json.Nodes;
using Hebb.Configuration;
using Hebb.Layers;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Keras;

/// <summary>
/// An operation of Keras that is computed here: x ≠ <paramref name="value"/>, or, without a value, whether any boolean along the last axis is true. Of the two
/// Keras makes the masks that a call is given by name; where they differ from what follows by itself, they are inputs of the call like others.
/// </summary>
/// <param name="value">What x is compared with; null for any boolean of the last axis.</param>
internal sealed class MaskOp(double? value) : Layer
{
    /// <summary>What x is compared with; null for any boolean of the last axis.</summary>
    public double? Value { get; } = value;

    /// <summary>Keras' class.</summary>
    public string ClassName => Value is null ? "Any" : "NotEqual";

    /// <summary>An operation of a file; null if it is not one of these two.</summary>
    public static MaskOp? Read(JsonObject entry)
    {
        if (entry["inbound_nodes"] is not JsonArray { Count: 1 } calls || calls[0] is not JsonObject call || call["args"] is not JsonArray args)
        {
            return null;
        }

        return $"{entry["class_name"]}" switch
        {
            "NotEqual" when args is [JsonObject, JsonValue number] && number.TryGetValue(out double compared) => new(compared),
            "Any" when args is [JsonObject] && IsOverLastAxis(entry["config"] as JsonObject ?? []) => new(null),
            _ => null,
        };
    }

    /// <summary>The operation as Keras writes it; its calls come later.</summary>
    public JsonObject Write()
    {
        JsonObject config = new() { ["name"] = Name ?? DefaultName };
        if (Value is null) { (config["axis"], config["keepdims"]) = (new JsonArray(-1), false); }
        return ConfigJson.Typed(MaskOps.NumPy, ClassName, config, ClassName);
    }

    /// <inheritdoc/>
    public override string DefaultName => KnownNames.SnakeCase(ClassName);

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training) => Value is { } number ? x.NotEqualTo(Tensor.Scalar(number, x.DType)) : x.Any(-1);

    /// <inheritdoc/>
    public override string ToString() => ClassName;

    private static bool IsOverLastAxis(JsonObject config) =>
        !(config["keepdims"] is JsonValue kept && kept.TryGetValue(out bool keeps) && keeps)
        && (config["axis"] is JsonArray { Count: 1 } list ? list[0] : config["axis"]) is JsonValue axis && axis.TryGetValue(out int last) && last == -1;
}

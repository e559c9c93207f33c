using System.Text.Json.Nodes;
using Hebb.Activations;
using Hebb.Ops;

namespace Hebb.Keras;

/// <summary>Activations in files: a name, or a layer with parameters used as an activation.</summary>
internal static class ActivationConfig
{
    /// <summary>What the name meant before Keras 3: clip(0.2x + 0.5, 0, 1). It has a name of its own so that it cannot be saved as today's.</summary>
    private static Activation OldHardSigmoid { get; } = new("hard_sigmoid of Keras 2", x => (x * 0.2 + 0.5).Clip(0, 1));

    /// <summary>The activation; null for none and for linear.</summary>
    public static Activation? Read(JsonNode? node, ConfigSource source) => node switch
    {
        null => null,
        JsonObject item => FromObject(item, source),
        _ => Named(ConfigJson.String(node, source, "activation"), source),
    };

    /// <summary>The activation as Keras writes it.</summary>
    public static JsonNode Write(Activation? activation)
    {
        if (activation is null) { return "linear"; }
        if (Find(activation.Name) is { } known && Same(activation, known)) { return activation.Name; }
        return activation.Name switch
        {
            "leaky_relu" => Layer("LeakyReLU", "negative_slope", activation),
            "elu" => Layer("ELU", "alpha", activation),
            _ => throw new InvalidOperationException($"The activation {activation} cannot be written to a file: files name Keras' activations with their default parameters. Use one of those, or a layer of your own."),
        };
    }

    private static Activation? FromObject(JsonObject item, ConfigSource source)
    {
        string name = ConfigJson.ClassName(item, source);
        LayerConfig config = ConfigJson.Settings(item, source);
        return name switch
        {
            "function" or "builtin_function_or_method" => Named(ConfigJson.String(item["config"], source, "activation"), source),
            "LeakyReLU" => Activation.LeakyRelu(config.NumberOrNull("negative_slope") ?? config.Number("alpha", 0.3)),
            "ELU" => Activation.Elu(config.Number("alpha", 1)),
            "ReLU" when config.NumberOrNull("max_value") is null && config.Number("negative_slope", 0) == 0 && config.Number("threshold", 0) == 0 => Activation.Relu,
            "Softmax" when config.Int("axis", -1) == -1 => Activation.Softmax,
            "Activation" => config.Activation("activation"),
            _ => throw Unknown(name, source),
        };
    }

    private static Activation? Named(string name, ConfigSource source)
    {
        if (name == "linear") { return null; }
        if (name == "hard_sigmoid" && source.KerasMajor < 3) { return OldHardSigmoid; }
        return Find(name) ?? throw Unknown(name, source);
    }

    private static Activation? Find(string name)
    {
        try { return Activation.Get(name); }
        catch (ArgumentException) { return null; }
    }

    private static bool Same(Activation a, Activation b) =>
        a.Parameters.Count == b.Parameters.Count && a.Parameters.All(p => b.Parameters.TryGetValue(p.Key, out double value) && value == p.Value);

    private static JsonObject Layer(string className, string parameter, Activation activation) =>
        ConfigJson.Typed("keras.layers", className, new JsonObject { [parameter] = activation.Parameters[parameter] });

    private static FileFormatException Unknown(string name, ConfigSource source) =>
        source.Error($"found the activation \"{name}\", which is unknown; expected one of {string.Join(", ", Activation.All.Select(known => known.Name))}.");
}

using System.Text.Json.Nodes;
using Hebb.Regularizers;

namespace Hebb.Keras;

/// <summary>Penalties in files: an object with a class, or a name.</summary>
internal static class RegularizerConfig
{
    private const double DefaultFactor = 0.01;

    /// <summary>The penalty; null for none.</summary>
    public static Regularizer? Read(JsonNode? node, ConfigSource source)
    {
        if (node is null) { return null; }
        string name = node is JsonObject item ? ConfigJson.ClassName(item, source) : ConfigJson.String(node, source, "regularizer");
        LayerConfig config = ConfigJson.Settings(node, source);
        double missing = node is JsonObject ? 0 : DefaultFactor;
        return KnownNames.Key(name) switch
        {
            "l1" => new L1(config.Number("l1", DefaultFactor)),
            "l2" => new L2(config.Number("l2", DefaultFactor)),
            "l1l2" => (config.Number("l1", missing), config.Number("l2", missing)) switch
            {
                (0, double l2) => new L2(l2),
                (double l1, 0) => new L1(l1),
                (double l1, double l2) => new L1L2(l1, l2),
            },
            "orthogonalregularizer" => new OrthogonalRegularizer(config.Number("factor", DefaultFactor), (OrthogonalMode)config.OneOf("mode", ["rows", "columns"])),
            _ => throw source.Error($"found the regularizer \"{name}\", which is unknown; expected L1, L2, L1L2 or OrthogonalRegularizer."),
        };
    }

    /// <summary>The penalty as Keras writes it.</summary>
    public static JsonNode? Write(Regularizer? regularizer) => regularizer switch
    {
        null => null,
        L1 l1 => Typed("L1", new() { ["l1"] = l1.Factor }),
        L2 l2 => Typed("L2", new() { ["l2"] = l2.Factor }),
        L1L2 both => Typed("L1L2", new() { ["l1"] = both.L1Factor, ["l2"] = both.L2Factor }),
        OrthogonalRegularizer angles => Typed("OrthogonalRegularizer", new() { ["factor"] = angles.Factor, ["mode"] = angles.Mode == OrthogonalMode.Rows ? "rows" : "columns" }),
        _ => throw new InvalidOperationException($"The regularizer {regularizer.GetType().Name} cannot be written to a file: use L1, L2, L1L2 or OrthogonalRegularizer."),
    };

    private static JsonObject Typed(string className, JsonObject config) => ConfigJson.Typed("keras.regularizers", className, config);
}

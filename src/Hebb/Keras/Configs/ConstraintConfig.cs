using System.Text.Json.Nodes;
using Hebb.Constraints;

namespace Hebb.Keras;

/// <summary>Constraints in files: an object with a class, or a name.</summary>
internal static class ConstraintConfig
{
    private const string Names = "MaxNorm, MinMaxNorm, NonNeg or UnitNorm";

    /// <summary>The constraint; null for none.</summary>
    public static Constraint? Read(JsonNode? node, ConfigSource source)
    {
        if (node is null) { return null; }
        string name = node is JsonObject item ? ConfigJson.ClassName(item, source) : ConfigJson.String(node, source, "constraint");
        LayerConfig c = ConfigJson.Settings(node, source);
        int[] axes = c.Has("axis") ? c.Ints("axis") : [0];
        return KnownNames.Key(name) switch
        {
            "maxnorm" => new MaxNorm(c.Number("max_value", 2)) { Axes = axes },
            "minmaxnorm" => new MinMaxNorm(c.Number("min_value", 0), c.Number("max_value", 1), c.Number("rate", 1)) { Axes = axes },
            "nonneg" => new NonNeg(),
            "unitnorm" => new UnitNorm { Axes = axes },
            _ => throw source.Error($"found the constraint \"{name}\", which is unknown; expected {Names}."),
        };
    }

    /// <summary>The constraint as Keras writes it.</summary>
    public static JsonNode? Write(Constraint? constraint)
    {
        if (constraint is null) { return null; }
        LayerConfig c = new([], new("", "constraint"));
        switch (constraint)
        {
            case MaxNorm max: c.Set("max_value", max.MaxValue); break;
            case MinMaxNorm both:
                c.Set("min_value", both.MinValue);
                c.Set("max_value", both.MaxValue);
                c.Set("rate", both.Rate);
                break;
            case NonNeg or UnitNorm: break;
            default: throw new InvalidOperationException($"The constraint {constraint.GetType().Name} cannot be written to a file: use {Names}.");
        }

        if (constraint is NormConstraint norm) { c.SetAxes("axis", norm.Axes); }
        return ConfigJson.Typed("keras.constraints", constraint.GetType().Name, c.Json);
    }
}

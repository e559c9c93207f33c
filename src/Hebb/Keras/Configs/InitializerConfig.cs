using System.Text.Json.Nodes;
using Hebb.Initializers;

namespace Hebb.Keras;

/// <summary>Initializers in files: an object with a class, or a name. Their values matter only for training anew.</summary>
internal static class InitializerConfig
{
    /// <summary>The initializer.</summary>
    public static Initializer Read(JsonNode node, ConfigSource source)
    {
        string name = node is JsonObject item ? ConfigJson.ClassName(item, source) : ConfigJson.String(node, source, "initializer");
        LayerConfig config = ConfigJson.Settings(node, source);
        long? seed = config.Json["seed"] is JsonValue value && value.TryGetValue(out long number) ? number : null;
        return KnownNames.Key(name) switch
        {
            "zeros" or "zero" => new Zeros(),
            "ones" or "one" => new Ones(),
            "constant" => new Constant(config.Number("value", 0)),
            "randomnormal" or "normal" => new RandomNormal(config.Number("mean", 0), config.Number("stddev", 0.05)) { Seed = seed },
            "truncatednormal" => new TruncatedNormal(config.Number("mean", 0), config.Number("stddev", 0.05)) { Seed = seed },
            "randomuniform" or "uniform" => new RandomUniform(config.Number("minval", -0.05), config.Number("maxval", 0.05)) { Seed = seed },
            "glorotuniform" => new GlorotUniform { Seed = seed },
            "glorotnormal" => new GlorotNormal { Seed = seed },
            "heuniform" => new HeUniform { Seed = seed },
            "henormal" => new HeNormal { Seed = seed },
            "lecununiform" => new LecunUniform { Seed = seed },
            "lecunnormal" => new LecunNormal { Seed = seed },
            "orthogonal" or "orthogonalinitializer" => new Orthogonal(config.Number("gain", 1)) { Seed = seed },
            "identity" => new Identity(config.Number("gain", 1)),
            "variancescaling" => new VarianceScaling(config.Number("scale", 1), Mode(config.Text("mode", "fan_in"), source), Distribution(config.Text("distribution", "truncated_normal"), source)) { Seed = seed },
            _ => throw source.Error($"found the initializer \"{name}\", which is unknown; expected Zeros, Ones, Constant, RandomNormal, TruncatedNormal, RandomUniform, Glorot…, He…, Lecun…, Orthogonal, Identity or VarianceScaling."),
        };
    }

    /// <summary>The initializer as Keras writes it.</summary>
    public static JsonNode Write(Initializer initializer) => initializer switch
    {
        Zeros => Typed("Zeros", []),
        Ones => Typed("Ones", []),
        Constant constant => Typed("Constant", new() { ["value"] = constant.Value }),
        RandomNormal normal => Typed("RandomNormal", new() { ["mean"] = normal.Mean, ["stddev"] = normal.StandardDeviation, ["seed"] = normal.Seed }),
        TruncatedNormal normal => Typed("TruncatedNormal", new() { ["mean"] = normal.Mean, ["stddev"] = normal.StandardDeviation, ["seed"] = normal.Seed }),
        RandomUniform uniform => Typed("RandomUniform", new() { ["minval"] = uniform.Minimum, ["maxval"] = uniform.Maximum, ["seed"] = uniform.Seed }),
        GlorotUniform glorot => Typed("GlorotUniform", Fans(glorot)),
        GlorotNormal glorot => Typed("GlorotNormal", Fans(glorot)),
        HeUniform he => Typed("HeUniform", Fans(he)),
        HeNormal he => Typed("HeNormal", Fans(he)),
        LecunUniform lecun => Typed("LecunUniform", Fans(lecun)),
        LecunNormal lecun => Typed("LecunNormal", Fans(lecun)),
        VarianceScaling scaling => Typed("VarianceScaling", Scaling(scaling)),
        Orthogonal orthogonal => Typed("Orthogonal", new() { ["gain"] = orthogonal.Gain, ["seed"] = orthogonal.Seed }),
        Identity identity => Typed("Identity", new() { ["gain"] = identity.Gain }),
        _ => throw new InvalidOperationException($"The initializer {initializer.GetType().Name} cannot be written to a file: use one of Initializer's, for example Initializer.Constant."),
    };

    private static JsonObject Typed(string className, JsonObject config) => ConfigJson.Typed("keras.initializers", className, config);

    private static JsonObject Fans(VarianceScaling scaling) => new() { ["seed"] = scaling.Seed, ["input_axes"] = null, ["output_axes"] = null };

    private static JsonObject Scaling(VarianceScaling scaling)
    {
        JsonObject config = new()
        {
            ["scale"] = scaling.Scale,
            ["mode"] = scaling.Mode switch { FanMode.FanIn => "fan_in", FanMode.FanOut => "fan_out", _ => "fan_avg" },
            ["distribution"] = scaling.Distribution switch { InitialDistribution.TruncatedNormal => "truncated_normal", InitialDistribution.UntruncatedNormal => "untruncated_normal", _ => "uniform" },
        };
        foreach ((string key, JsonNode? value) in Fans(scaling).ToArray()) { config[key] = value?.DeepClone(); }
        return config;
    }

    private static FanMode Mode(string name, ConfigSource source) => name switch
    {
        "fan_in" => FanMode.FanIn,
        "fan_out" => FanMode.FanOut,
        "fan_avg" => FanMode.FanAvg,
        _ => throw source.Error($"found mode \"{name}\" of VarianceScaling; expected fan_in, fan_out or fan_avg."),
    };

    private static InitialDistribution Distribution(string name, ConfigSource source) => name switch
    {
        "truncated_normal" or "normal" => InitialDistribution.TruncatedNormal,
        "untruncated_normal" => InitialDistribution.UntruncatedNormal,
        "uniform" => InitialDistribution.Uniform,
        _ => throw source.Error($"found distribution \"{name}\" of VarianceScaling; expected truncated_normal, untruncated_normal or uniform."),
    };
}

using System.Globalization;
using System.Text.Json.Nodes;
using Hebb.Layers;

namespace Hebb.Keras;

/// <summary>How layers that prepare data are written.</summary>
internal static class PreprocessingLayerKinds
{
    private static readonly string[] s_modes = ["int", "one_hot", "multi_hot", "count"];

    /// <summary>All of them.</summary>
    public static IEnumerable<LayerKind> All =>
    [
        LayerKind.Of<Normalization>("Normalization", WriteNormalization, ReadNormalization),
        LayerKind.Of<CategoryEncoding>("CategoryEncoding", WriteEncoding, c => new(c.Int("num_tokens"), c.Has("output_mode") ? Mode(c) : OutputMode.MultiHot)),
        LayerKind.Of<Discretization>("Discretization", WriteDiscretization, ReadDiscretization),
        LayerKind.Of<Hashing>("Hashing", WriteHashing, ReadHashing) with { HasTypeOfItsOwn = true },
        LayerKind.Of<StringLookup>("StringLookup", WriteStrings, ReadStrings),
        LayerKind.Of<IntegerLookup>("IntegerLookup", WriteIntegers, ReadIntegers),
    ];

    private static void WriteNormalization(Normalization layer, LayerConfig c)
    {
        c.Set("axis", layer.Axes);
        c.Set("invert", layer.Invert);
        SetNumbers(c, "mean", layer.Mean);
        SetNumbers(c, "variance", layer.Variance);
    }

    private static Normalization ReadNormalization(LayerConfig c)
    {
        int[] axes = c.Ints("axis");
        bool invert = c.Flag("invert", false);
        return c.Has("mean") || c.Has("variance")
            ? new(c.Numbers("mean"), c.Numbers("variance")) { Axes = axes, Invert = invert }
            : new() { Axes = axes, Invert = invert };
    }

    private static void WriteEncoding(CategoryEncoding layer, LayerConfig c)
    {
        c.Set("num_tokens", layer.NumTokens);
        c.Set("output_mode", s_modes[(int)layer.OutputMode]);
    }

    private static void WriteDiscretization(Discretization layer, LayerConfig c)
    {
        c.Json["bin_boundaries"] = Numbers(layer.BinBoundaries);
        c.Json["num_bins"] = layer.NumBins;
        c.Set("epsilon", layer.Epsilon);
        c.Set("output_mode", s_modes[(int)layer.OutputMode]);
        c.Set("sparse", false);
    }

    private static Discretization ReadDiscretization(LayerConfig c)
    {
        c.Refuse("sparse");
        OutputMode mode = Mode(c);
        double epsilon = c.Number("epsilon", 0.01);
        if (!c.Has("num_bins")) { return new(c.Numbers("bin_boundaries")) { OutputMode = mode, Epsilon = epsilon }; }
        double[] learned = c.Numbers("bin_boundaries");
        return new(c.Int("num_bins")) { OutputMode = mode, Epsilon = epsilon, BinBoundaries = learned.Length == 0 ? null : new Discretization(learned).BinBoundaries };
    }

    private static void WriteHashing(Hashing layer, LayerConfig c)
    {
        // Keras insists on a type of whole numbers where whole numbers come out.
        if (layer.OutputMode == OutputMode.Int) { c.Json["dtype"] = ConfigJson.Typed("keras", "DTypePolicy", new JsonObject { ["name"] = "int64" }); }
        c.Set("num_bins", layer.NumBins);
        c.Json["salt"] = layer.Salt is { } salt ? new JsonArray(salt.First, salt.Second) : null;
        c.Set("mask_value", layer.MaskValue);
        c.Set("output_mode", s_modes[(int)layer.OutputMode]);
        c.Set("sparse", false);
    }

    private static Hashing ReadHashing(LayerConfig c)
    {
        c.Refuse("sparse");
        return new(c.Int("num_bins"))
        {
            OutputMode = Mode(c),
            MaskValue = c.Json["mask_value"] is JsonValue value && value.TryGetValue(out long number) ? number.ToString(CultureInfo.InvariantCulture) : c.Has("mask_value") ? c.Text("mask_value") : null,
            Salt = c.Json["salt"] switch
            {
                null => null,
                JsonValue one when one.TryGetValue(out ulong both) => (both, both),
                JsonArray { Count: 2 } two when two[0] is JsonValue a && a.TryGetValue(out ulong first) && two[1] is JsonValue b && b.TryGetValue(out ulong second) => (first, second),
                _ => throw c.Wrong("salt", "a whole number or two"),
            },
        };
    }

    private static void WriteStrings(StringLookup layer, LayerConfig c)
    {
        WriteLookup(layer, c, layer.OovToken, layer.MaskToken, invert: false);
        c.Json["vocabulary"] = new JsonArray([.. layer.Vocabulary.Select(token => (JsonNode)token)]);
        c.Set("encoding", "utf-8");
    }

    private static StringLookup ReadStrings(LayerConfig c)
    {
        c.Refuse("sparse", "idf_weights", "invert");
        string oov = c.Text("oov_token", "[UNK]");
        string? mask = c.Has("mask_token") ? c.Text("mask_token") : null;
        int unknown = c.Int("num_oov_indices", 1);
        OutputMode mode = Mode(c);
        return new(WithoutSpecial(c.Texts("vocabulary"), mask, oov, unknown, mode, c))
        {
            OovToken = oov,
            MaskToken = mask,
            NumOovIndices = unknown,
            OutputMode = mode,
            MaxTokens = c.Has("max_tokens") ? c.Int("max_tokens") : null,
            PadToMaxTokens = c.Flag("pad_to_max_tokens", false),
        };
    }

    private static void WriteIntegers(IntegerLookup layer, LayerConfig c)
    {
        WriteLookup(layer, c, layer.OovToken, layer.MaskToken, layer.Invert);
        c.Json["vocabulary"] = new JsonArray([.. layer.Vocabulary.Select(token => (JsonNode)token)]);
        c.Set("vocabulary_dtype", "int64");
    }

    private static IntegerLookup ReadIntegers(LayerConfig c)
    {
        c.Refuse("sparse", "idf_weights");
        if (c.Text("oov_method", "floormod") != "floormod") { throw c.Wrong("oov_method", "floormod"); }
        long oov = c.Int64("oov_token", -1);
        long? mask = c.Has("mask_token") ? c.Int64("mask_token") : null;
        int unknown = c.Int("num_oov_indices", 1);
        OutputMode mode = Mode(c);
        return new(WithoutSpecial<object>([.. c.Longs("vocabulary").Cast<object>()], mask, oov, unknown, mode, c)?.Cast<long>().ToArray())
        {
            OovToken = oov,
            MaskToken = mask,
            NumOovIndices = unknown,
            OutputMode = mode,
            Invert = c.Flag("invert", false),
            MaxTokens = c.Has("max_tokens") ? c.Int("max_tokens") : null,
            PadToMaxTokens = c.Flag("pad_to_max_tokens", false),
        };
    }

    private static void WriteLookup<T>(IndexLookup<T> layer, LayerConfig c, JsonNode? oov, JsonNode? mask, bool invert) where T : notnull
    {
        c.Set("invert", invert);
        c.Json["max_tokens"] = layer.MaxTokens;
        c.Set("num_oov_indices", layer.NumOovIndices);
        c.Json["oov_token"] = oov;
        c.Json["mask_token"] = mask;
        c.Set("output_mode", s_modes[(int)layer.OutputMode]);
        c.Set("sparse", false);
        c.Set("pad_to_max_tokens", layer.PadToMaxTokens);
        c.Set("idf_weights", (string?)null);
        c.Set("vocabulary_size", layer.VocabularySize);
    }

    /// <summary>A vocabulary may begin with the tokens for mask and unknown.</summary>
    public static T[]? WithoutSpecial<T>(T[] vocabulary, T? mask, T oov, int unknown, OutputMode mode, LayerConfig c) where T : class
    {
        if (vocabulary.Length == 0) { throw new InvalidOperationException("there is no vocabulary. Keras keeps one that was learned in the assets of a .keras file, and nowhere in .h5 and in JSON: save as .keras, or make the layer with vocabulary=layer.get_vocabulary()."); }
        int masks = mask is not null && mode == OutputMode.Int ? 1 : 0;
        bool beginsWithThem = vocabulary.Length - masks >= unknown && vocabulary.Take(masks).All(token => token.Equals(mask)) && vocabulary.Skip(masks).Take(unknown).All(token => token.Equals(oov));
        return beginsWithThem ? vocabulary[(masks + unknown)..] : vocabulary;
    }

    private static OutputMode Mode(LayerConfig c) => (OutputMode)c.OneOf("output_mode", s_modes);

    private static void SetNumbers(LayerConfig c, string key, IReadOnlyList<double>? values) =>
        c.Json[key] = values is { Count: 1 } ? values[0] : Numbers(values);

    private static JsonArray? Numbers(IReadOnlyList<double>? values) => values is null ? null : new([.. values.Select(value => (JsonNode)value)]);
}

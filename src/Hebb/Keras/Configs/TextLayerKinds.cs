using System.Text.Json.Nodes;
using Hebb.Layers;

namespace Hebb.Keras;

/// <summary>How layers of texts and crossings of categories are written.</summary>
internal static class TextLayerKinds
{
    private static readonly string?[] s_standards = ["lower_and_strip_punctuation", "lower", "strip_punctuation", null];
    private static readonly string?[] s_splits = ["whitespace", "character", null];
    private static readonly string[] s_modes = ["int", "multi_hot", "count", "tf_idf"];
    private static readonly string[] s_crossings = ["int", "one_hot"];

    /// <summary>All of them.</summary>
    public static IEnumerable<LayerKind> All =>
    [
        LayerKind.Of<TextVectorization>("TextVectorization", WriteText, ReadText) with { HasTypeOfItsOwn = true },
        LayerKind.Of<HashedCrossing>("HashedCrossing", WriteCrossing, ReadCrossing) with { HasTypeOfItsOwn = true },
    ];

    private static void WriteText(TextVectorization layer, LayerConfig c)
    {
        c.Json["dtype"] = "string";
        c.Json["max_tokens"] = layer.MaxTokens;
        c.Set("standardize", s_standards[(int)layer.Standardize]);
        c.Set("split", s_splits[(int)layer.Split]);
        c.Json["ngrams"] = layer.Ngrams is { } ngrams ? new JsonArray([.. ngrams.Select(n => (JsonNode)n)]) : null;
        c.Set("output_mode", s_modes[(int)layer.OutputMode]);
        c.Json["output_sequence_length"] = layer.OutputSequenceLength;
        c.Set("pad_to_max_tokens", layer.PadToMaxTokens);
        c.Set("sparse", false);
        c.Set("ragged", false);
        c.Json["vocabulary"] = new JsonArray([.. layer.Vocabulary.Select(token => (JsonNode)token)]);
        c.Json["idf_weights"] = layer.IdfWeights.Count == 0 ? null : new JsonArray([.. layer.IdfWeights.Select(weight => (JsonNode)weight)]);
        c.Set("encoding", "utf-8");
        c.Set("vocabulary_size", layer.VocabularySize);
    }

    private static TextVectorization ReadText(LayerConfig c)
    {
        c.Refuse("sparse", "ragged");
        TextOutputMode mode = (TextOutputMode)c.OneOf("output_mode", s_modes);
        string[] all = c.Texts("vocabulary");
        string[] vocabulary = PreprocessingLayerKinds.WithoutSpecial(all, "", "[UNK]", 1, mode == TextOutputMode.Int ? OutputMode.Int : OutputMode.Count, c)!;
        double[] weights = c.Numbers("idf_weights");
        if (weights.Length == all.Length) { weights = weights[(all.Length - vocabulary.Length)..]; }
        return new(vocabulary, weights.Length == 0 ? null : weights)
        {
            MaxTokens = c.Has("max_tokens") ? c.Int("max_tokens") : null,
            Standardize = (TextStandardization)c.OneOrNone("standardize", s_standards),
            Split = (TextSplit)c.OneOrNone("split", s_splits),
            Ngrams = c.Json["ngrams"] switch { null => null, JsonArray => c.Ints("ngrams"), _ => [.. Enumerable.Range(1, Math.Max(0, c.Int("ngrams")))] },
            OutputMode = mode,
            OutputSequenceLength = c.Has("output_sequence_length") ? c.Int("output_sequence_length") : null,
            PadToMaxTokens = c.Flag("pad_to_max_tokens", false),
        };
    }

    private static void WriteCrossing(HashedCrossing layer, LayerConfig c)
    {
        // Keras insists on a type of whole numbers where whole numbers come out.
        if (layer.OutputMode == OutputMode.Int) { c.Json["dtype"] = "int64"; }
        c.Set("num_bins", layer.NumBins);
        c.Set("output_mode", s_crossings[layer.OutputMode == OutputMode.Int ? 0 : 1]);
        c.Set("sparse", false);
    }

    private static HashedCrossing ReadCrossing(LayerConfig c)
    {
        c.Refuse("sparse");
        return new(c.Int("num_bins"), c.OneOf("output_mode", s_crossings) == 0 ? OutputMode.Int : OutputMode.OneHot);
    }
}

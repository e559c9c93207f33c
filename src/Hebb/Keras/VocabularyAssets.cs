using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Hebb.Configuration;
using Hebb.Formats;
using Hebb.Formats.Hdf5;
using Hebb.Formats.Zip;
using Hebb.Layers;

namespace Hebb.Keras;

/// <summary>
/// Vocabularies that layers learned in Keras: a <c>.keras</c> file keeps them beside the configuration, a token a line, in
/// <c>assets/layers/string_lookup_1/vocabulary.txt</c>. They are put where a vocabulary stands that was given when the layer was made: among its settings. That
/// is where we write all of them, and Keras reads both.
/// </summary>
internal static class VocabularyAssets
{
    private const int MaxDepth = 16;

    /// <summary>A vocabulary that compresses well must not ask for gigabytes.</summary>
    private const int MostTokens = 1 << 21;

    /// <summary>Puts the vocabularies of a file into the settings of its layers, and the weights of their tokens.</summary>
    /// <exception cref="FileFormatException">A vocabulary is damaged or too large.</exception>
    public static void PutInto(JsonObject config, KerasArchive archive, ConfigSource source)
    {
        if (archive.Assets is { } assets) { Visit(config, "", assets, archive.Weights, source, 0); }
    }

    private static void Visit(JsonObject model, string path, ZipReader assets, Hdf5Group? weights, ConfigSource source, int depth)
    {
        if (depth > MaxDepth || (model["config"] as JsonObject)?["layers"] is not JsonArray layers) { return; }
        Dictionary<string, int> counts = [];
        foreach (JsonObject layer in layers.OfType<JsonObject>())
        {
            if (ConfigJson.GivenClass(layer) is not { } className) { continue; }
            string name = WeightTree.FolderName(className, counts);
            Hdf5Group? group = weights?.Groups.GetValueOrDefault("layers")?.Groups.GetValueOrDefault(name);
            string place = $"{path}layers/{name}/";
            if (className is "Sequential" or "Functional") { Visit(layer, place, assets, group, source, depth + 1); }
            else if (LayerKinds.Table.Find(className) is ILayerKind { Vocabulary: { } form } && layer["config"] is JsonObject settings
                && settings["vocabulary"] is null)
            {
                Fill(settings, form, place, assets, source.At(place.TrimEnd('/')));
                if (form.HasWeights && settings["idf_weights"] is null) { TakeWeights(settings, group?.Groups.GetValueOrDefault("vars")); }
            }
        }
    }

    private static void Fill(JsonObject settings, VocabularyForm form, string place, ZipReader assets, ConfigSource source)
    {
        // Layers that split texts have a lookup inside, which writes the vocabulary as well.
        string[] members = [$"assets/{place}vocabulary.txt", $"assets/{place}_lookup_layer/vocabulary.txt"];
        if (Array.Find(members, assets.Contains) is not { } member) { return; }
        string[] lines = Lines(assets.Read(member).Span, member, source);
        settings["vocabulary"] = new JsonArray([.. lines.Select((line, i) => (JsonNode)(!form.IsOfNumbers ? line
            : long.TryParse(line, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number
            : throw source.Error($"found \"{(line.Length > 40 ? line[..40] + "…" : line)}\" in line {i + 1} of {member}; expected a whole number.")))]);
    }

    private static string[] Lines(ReadOnlySpan<byte> bytes, string member, ConfigSource source)
    {
        if (bytes.Count((byte)'\n') + bytes.Count((byte)'\r') >= MostTokens)
        {
            throw source.Error($"found more than {MostTokens} tokens in {member}; expected fewer. Set max_tokens.");
        }

        try
        {
            // Keras writes lines as the computer it runs on does, and reads them all alike.
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).ReplaceLineEndings("\n").Split('\n');
        }
        catch (DecoderFallbackException error)
        {
            throw source.Error(
                $"found text in {member} that is not UTF-8; expected a token on each line. Save the model again where Python writes UTF-8 (PYTHONUTF8=1).",
                error);
        }
    }

    private static void TakeWeights(JsonObject settings, Hdf5Group? vars)
    {
        if (vars?.Datasets.GetValueOrDefault("idf_weights") is not { } weights || settings["vocabulary"] is not JsonArray vocabulary) { return; }
        // Rows that are filled up have weights of zero behind those of the tokens.
        settings["idf_weights"] = new JsonArray([.. weights.Values.ReadDoubles().Take(vocabulary.Count).Select(weight => (JsonNode)weight)]);
    }
}

using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hebb.Formats;

namespace Hebb.Configuration;

/// <summary>JSON as model files hold it: parsed within a depth, written without reflection and always alike.</summary>
internal static class ConfigJson
{
    /// <summary>Deeper than any sensible nesting of models, and far from the end of the stack.</summary>
    private const int MaxDepth = 128;

    private const string Training = "compile_config";

    /// <summary>Keys and values of a thousand metrics with settings.</summary>
    private const int MaxTrainingEntries = 20_000;

    private static readonly JsonWriterOptions s_writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = MaxDepth };

    /// <summary>The object that a text holds.</summary>
    /// <exception cref="FileFormatException">The text is not JSON, too deep, repeats a key, or holds something else.</exception>
    public static JsonObject Parse(string text, ConfigSource source)
    {
        try
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            RequireSensible(bytes, source);
            JsonDocumentOptions options = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };
            return JsonNode.Parse(bytes, null, options) as JsonObject ?? throw source.Error("found JSON that is not an object; expected {…}.");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw source.Error($"found text that is not valid JSON ({error.Message}); save the model again.", error);
        }
    }

    /// <summary>
    /// Decodes every text that is written with escapes: they can spell half of a surrogate pair, which is no text. And counts what is said about training,
    /// before there is an object for each entry.
    /// </summary>
    /// <exception cref="InvalidOperationException">A text is none.</exception>
    /// <exception cref="FileFormatException">There are far more losses or metrics than outputs of a model.</exception>
    private static void RequireSensible(ReadOnlySpan<byte> json, ConfigSource source)
    {
        Utf8JsonReader reader = new(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        bool isOfTraining = false;
        string key = "";
        int entries = 0;
        while (reader.Read())
        {
            bool isName = reader.TokenType == JsonTokenType.PropertyName;
            if ((isName || reader.TokenType == JsonTokenType.String) && reader.ValueIsEscaped) { _ = reader.GetString(); }
            if (isName && reader.CurrentDepth == 1) { isOfTraining = reader.ValueTextEquals(Training); }
            if (!isOfTraining) { continue; }
            if (isName && reader.CurrentDepth == 2) { (key, entries) = (reader.GetString()!, 0); }
            else if (reader.CurrentDepth is 3 or 4 && ++entries > MaxTrainingEntries)
            {
                throw source.Error($"{Training} holds more than {MaxTrainingEntries} entries of {key}; expected some for each output.");
            }
        }
    }

    /// <summary>The text of a value.</summary>
    public static string Text(JsonNode? node)
    {
        ArrayBufferWriter<byte> bytes = new();
        using (Utf8JsonWriter writer = new(bytes, s_writing))
        {
            if (node is null) { writer.WriteNullValue(); }
            else { node.WriteTo(writer); }
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    /// <summary>A value as an object.</summary>
    /// <exception cref="FileFormatException">It is something else.</exception>
    public static JsonObject Object(JsonNode? node, ConfigSource source, string what) =>
        node as JsonObject ?? throw source.Error($"found {ConfigSource.Short(node)} as {what}; expected an object.");

    /// <summary>A value as a list.</summary>
    /// <exception cref="FileFormatException">It is something else.</exception>
    public static JsonArray List(JsonNode? node, ConfigSource source, string what) =>
        node as JsonArray ?? throw source.Error($"found {ConfigSource.Short(node)} as {what}; expected a list.");

    /// <summary>A value as text.</summary>
    /// <exception cref="FileFormatException">It is something else.</exception>
    public static string String(JsonNode? node, ConfigSource source, string what) =>
        node is JsonValue value && value.TryGetValue(out string? text)
            ? text
            : throw source.Error($"found {ConfigSource.Short(node)} as {what}; expected a text.");

    /// <summary>The settings of an object: <c>config</c>, or none.</summary>
    public static ConfigNode Settings(JsonNode? node, ConfigSource source) =>
        new((node as JsonObject)?["config"] as JsonObject ?? [], source);

    /// <summary>What an object says its class is, as it stands there; null if it does not say.</summary>
    public static string? GivenClass(JsonObject? node) => node?["class_name"] is JsonValue value && value.TryGetValue(out string? name) ? name : null;

    /// <summary>A number that Keras must take for a fraction even if it is whole: it refuses a learning rate of 1, or computes with whole numbers
    /// then, and wants 1.0.</summary>
    public static JsonNode Float(double value) =>
        value == Math.Floor(value) && Math.Abs(value) < 1e15 ? JsonNode.Parse(value.ToString("F1", CultureInfo.InvariantCulture))! : value;

    /// <summary>An object as Keras serializes it.</summary>
    public static JsonObject Typed(string module, string className, JsonNode? config, string? registeredName = null) =>
        new() { ["module"] = module, ["class_name"] = className, ["config"] = config, ["registered_name"] = registeredName };
}

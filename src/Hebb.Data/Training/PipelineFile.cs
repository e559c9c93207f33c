using System.Text.Encodings.Web;
using System.Text.Json;

namespace Hebb.Data;

/// <summary>The pipeline.json of images, sounds, texts and series: data only, versioned, bounded in size and depth.</summary>
internal static class PipelineFile
{
    private const int Version = 1;
    private const string Writer = "'hebb train'";

    /// <summary>Writes format, version, what the kind adds, and the target if it does not follow from that; an older file is replaced when the new one is complete.</summary>
    public static void Write(string path, string format, TargetEncoder? target, Action<Utf8JsonWriter> fields) => WholeFile.Write(path, stream =>
    {
        using Utf8JsonWriter json = new(stream, new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteString("format", format);
        json.WriteNumber("version", Version);
        fields(json);
        if (target is not null) { TargetJson.Write(json, target); }
        json.WriteEndObject();
    });

    /// <summary>The format a file says it has, and its fields.</summary>
    /// <exception cref="DataException">The file is damaged or was written by a newer version.</exception>
    public static T Read<T>(string path, Func<string, JsonField, T> read)
    {
        using FileStream stream = File.OpenRead(path);
        using JsonDocument document = PipelineJson.Parse(stream, path);
        JsonField root = new(document.RootElement, path, "", Writer);
        return read(root.Text("format"), root);
    }

    /// <summary>Refuses a version that is not known.</summary>
    public static void CheckVersion(JsonField root) => root.Whole("version", Version, Version);
}

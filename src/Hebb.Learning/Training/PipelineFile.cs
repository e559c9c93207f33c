using System.Text.Encodings.Web;
using System.Text.Json;
using Hebb.Data;
using Hebb.Data.Preprocessing;
using Hebb.Formats;

namespace Hebb.Learning.Training;

/// <summary>The pipeline.json in a model's folder: data only, versioned, bounded in size and depth.</summary>
internal static class PipelineFile
{
    private const int Version = 1;
    private const string Writer = "'hebb train'";

    /// <summary>Writes format, version and what the model adds; an older file is replaced when the new one is complete.</summary>
    public static void Write(string path, TrainedModel model) => AtomicFile.Write(path, stream =>
    {
        using Utf8JsonWriter json = new(stream, new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteString("format", model.Format);
        json.WriteNumber("version", model.PipelineVersion);
        model.WritePipeline(json);
        json.WriteEndObject();
    });

    /// <summary>What a format answers for, in words: it is named after it.</summary>
    public static string ExamplesOf(string format) =>
        format == PipelineJson.FormatName ? "rows of a table" : format.Replace("hebb-", "", StringComparison.Ordinal);

    /// <summary>The format a file says it has, and its fields.</summary>
    /// <exception cref="DataException">The file is damaged or was written by a newer version.</exception>
    public static T Read<T>(string path, Func<string, JsonField, T> read)
    {
        using FileStream stream = File.OpenRead(path);
        using JsonDocument document = PipelineJson.Parse(stream, path, Writer);
        JsonField root = new(document.RootElement, path, "", Writer);
        return read(root.Text("format"), root);
    }

    /// <summary>Refuses a version that is not known.</summary>
    public static void CheckVersion(JsonField root) => root.Whole("version", Version, Version);
}

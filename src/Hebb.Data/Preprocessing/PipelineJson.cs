using System.Text.Encodings.Web;
using System.Text.Json;
using Hebb.Data.Tables;

namespace Hebb.Data.Preprocessing;

/// <summary>Pipelines as JSON: readable, versioned, data only. Doubles are written in the shortest form that gives the same bits again.</summary>
internal static class PipelineJson
{
    /// <summary>What a file of a table's pipeline says it is.</summary>
    public const string FormatName = "hebb-pipeline";

    /// <summary>2: booleans, dates, hashed text, ordinals, ranks and indicators; 3: limits for numbers far from all others; 4: features grouped for embeddings,
    /// with codes of categories; 5: a target learned as logarithms. Older files are read as before.</summary>
    private const int Version = 5, Grouping = 4, Ungrouped = 3;

    private const string Writer = "ColumnPipeline.Save";

    private const int LargestFile = 64 << 20;

    private const string Grouped = "grouped";

    /// <summary>Writes a pipeline.</summary>
    public static void Write(ColumnPipeline pipeline, Stream stream)
    {
        // The file is not put into a web page, so names may keep their accents.
        using var json = new Utf8JsonWriter(
            stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteString("format", FormatName);
        json.WriteNumber("version", VersionOf(pipeline));
        WriteFields(pipeline, json);
        json.WriteEndObject();
    }

    /// <summary>The version that a reader must know.</summary>
    public static int VersionOf(ColumnPipeline pipeline) => pipeline.Target.LogOffset is not null ? Version : pipeline.Layout.IsGrouped ? Grouping : Ungrouped;

    /// <summary>Writes all but format and version.</summary>
    public static void WriteFields(ColumnPipeline pipeline, Utf8JsonWriter json)
    {
        json.WriteString("unknown_categories", pipeline.HandleUnknown == HandleUnknown.Ignore ? "ignore" : "error");
        if (pipeline.Layout.IsGrouped) { json.WriteString("layout", Grouped); }
        json.WriteStartArray("columns");
        foreach (PipelineColumn column in pipeline.Features)
        {
            column.WriteJson(json);
        }

        json.WriteEndArray();
        json.WriteStartArray("dropped");
        foreach (ColumnChoice column in pipeline.Dropped)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            json.WriteString("kind", $"{column.Kind}");
            json.WriteString("reason", column.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        TargetJson.Write(json, pipeline.Target);
        ReadingJson.Write(json, pipeline.Reading);
    }

    /// <summary>Reads a pipeline and checks every field.</summary>
    public static ColumnPipeline Read(Stream stream, string? file)
    {
        using JsonDocument document = Parse(stream, file, Writer);
        return Read(new JsonField(document.RootElement, file, "", Writer));
    }

    /// <summary>Reads a pipeline from its object and checks every field.</summary>
    public static ColumnPipeline Read(JsonField root)
    {
        string format = root.Text("format");
        double version = root.Number("version");
        if (format != FormatName || version is not (1 or 2 or Ungrouped or Grouping or Version))
        {
            throw root.Error(
                $"the format is '{format}' version {NumberColumn.Format(version)}, expected '{FormatName}' version {Version}. "
                + (format == FormatName && version > Version ? "The file was written by a newer version: update Hebb." : "Fit the pipeline again."));
        }

        PipelineColumn[] columns = [.. root.Items("columns").Select(PipelineColumn.Read)];
        ColumnChoice[] dropped =
            [.. root.Items("dropped").Select(item => new ColumnChoice(item.Text("name"), item.Choice<ColumnKind>("kind"), item.Text("reason")))];
        if (columns.Length == 0)
        {
            throw root.Error("there are no columns. Fit the pipeline again.");
        }

        if (columns.Select(column => column.Name).GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw root.Error($"the column '{twice.Key}' is listed twice. Fit the pipeline again.");
        }

        TargetEncoder target = TargetJson.Read(root);
        HandleUnknown unknown = root.Choice<HandleUnknown>("unknown_categories");
        bool isGrouped = root.Has("layout");
        if (isGrouped && root.Text("layout") is not Grouped and var other)
        {
            throw root.Error($"'layout' is '{other}', expected {Grouped}. Fit the pipeline again.");
        }

        return new ColumnPipeline(columns, dropped, target, unknown, ReadingJson.Read(root), isGrouped);
    }

    /// <summary>Writes a list of texts.</summary>
    public static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    /// <summary>Parses a file of bounded size and depth.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="file">Its name, for errors.</param>
    /// <param name="writer">Who should have written it.</param>
    public static JsonDocument Parse(Stream stream, string? file, string writer)
    {
        // One byte more than allowed is read at most, whatever the stream says about its length.
        using var bounded = new MemoryStream();
        byte[] block = new byte[1 << 16];
        int read;
        while ((read = stream.Read(block)) > 0)
        {
            bounded.Write(block, 0, read);
            if (bounded.Length > LargestFile)
            {
                throw new DataException($"The file is larger than 64 MB, so it is not a pipeline. Expected a file written by {writer}.", file);
            }
        }

        try
        {
            return JsonDocument.Parse(
                bounded.GetBuffer().AsMemory(0, (int)bounded.Length).ToArray(), new JsonDocumentOptions { MaxDepth = 8, AllowDuplicateProperties = false });
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException) // the latter: half of a surrogate pair
        {
            throw new DataException(
                $"{(file is null ? "" : file + ": ")}The file is damaged or not a pipeline: {error.Message} Expected a file written by {writer}.",
                error);
        }
    }
}

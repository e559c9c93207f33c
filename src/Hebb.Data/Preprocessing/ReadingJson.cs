using System.Text;
using System.Text.Json;
using Hebb.Data.Reading;

namespace Hebb.Data.Preprocessing;

/// <summary>How the columns of tables are read, as a field of a pipeline's JSON.</summary>
internal static class ReadingJson
{
    private const string FieldName = "reading";

    /// <summary>Writes the field.</summary>
    public static void Write(Utf8JsonWriter json, TableReading reading)
    {
        json.WriteStartObject(FieldName);
        if (reading.Encoding is { } encoding) { json.WriteString("encoding", encoding.WebName); }
        if (!reading.Marks.SequenceEqual(MissingMarks.Strong)) { PipelineJson.WriteTexts(json, "missing", reading.Marks); }
        json.WriteStartArray("columns");
        foreach (ColumnReading column in reading.Columns) { Write(json, column); }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Reads the field and checks it; null if there is none, as in files of older versions.</summary>
    public static TableReading? Read(JsonField pipeline)
    {
        if (!pipeline.Has(FieldName)) { return null; }
        JsonField json = pipeline.Object(FieldName);
        ColumnReading[] columns = [.. json.Items("columns").Select(Column)];
        if (columns.Select(column => column.Name).Distinct(StringComparer.Ordinal).Count() < columns.Length) { throw json.Error("a column is listed twice."); }
        Encoding? encoding = null;
        if (json.Has("encoding") && json.Text("encoding") is var name)
        {
            encoding = Encodings.Find(name) ?? throw json.Error($"'encoding' is '{name}', which is not known.");
        }

        return new(columns, json.Has("missing") ? json.DistinctTexts("missing", 0) : null, encoding);
    }

    private static void Write(Utf8JsonWriter json, ColumnReading column)
    {
        json.WriteStartObject();
        json.WriteString("name", column.Name);
        json.WriteString("type", column.Type.Name);
        if (column.DecimalMark != '.') { json.WriteString("decimal", $"{column.DecimalMark}"); }
        if (column.Affix.Length > 0) { json.WriteString("affix", column.Affix); }
        if (column.Missing.Count > 0) { PipelineJson.WriteTexts(json, "missing", column.Missing); }
        json.WriteEndObject();
    }

    private static ColumnReading Column(JsonField json)
    {
        string type = json.Text("type"), mark = json.Has("decimal") ? json.Text("decimal") : ".";
        if (mark is not ("." or ",")) { throw json.Error($"'decimal' is '{mark}', expected a point or a comma."); }
        return new()
        {
            Name = json.Text("name"),
            Type = ColumnType.Find(type) ?? throw json.Error($"'type' is '{type}', expected text, category, number, date or a format of dates."),
            DecimalMark = mark[0],
            Affix = json.Has("affix") ? json.Text("affix") : "",
            Missing = json.Has("missing") ? json.DistinctTexts("missing", 1) : [],
        };
    }
}

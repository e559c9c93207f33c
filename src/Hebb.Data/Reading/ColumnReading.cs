using System.Text.Json;
using Hebb.Data.Preprocessing;

namespace Hebb.Data.Reading;

/// <summary>How the cells of one column are read.</summary>
internal sealed record ColumnReading
{
    /// <summary>The column.</summary>
    public required string Name { get; init; }

    /// <summary>What it is: text, category, number or date.</summary>
    public required ColumnType Type { get; init; }

    /// <summary>The decimal mark of numbers.</summary>
    public char DecimalMark { get; init; } = '.';

    /// <summary>The currency or unit that may stand at a number; empty for none.</summary>
    public string Affix { get; init; } = "";

    /// <summary>Words that mean "no value" here beside the usual marks.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Whether the cells become numbers.</summary>
    public bool IsNumber => Type == ColumnType.Number;

    /// <summary>Whether two readings give the same for every cell.</summary>
    public bool Equals(ColumnReading? other) => other is not null && (Name, Type, DecimalMark, Affix) == (other.Name, other.Type, other.DecimalMark, other.Affix)
        && Missing.SequenceEqual(other.Missing, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Type, DecimalMark, Affix);

    /// <summary>What numbers look like, for errors.</summary>
    public string Expected => $"numbers with a decimal {(DecimalMark == ',' ? "comma" : "point")}{(Affix.Length > 0 ? $", with or without '{Affix}'" : "")}";

    /// <summary>Writes the fields of an object.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("name", Name);
        json.WriteString("type", Type.Name);
        if (DecimalMark != '.') { json.WriteString("decimal", $"{DecimalMark}"); }
        if (Affix.Length > 0) { json.WriteString("affix", Affix); }
        if (Missing.Count > 0) { PipelineJson.WriteTexts(json, "missing", Missing); }
        json.WriteEndObject();
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static ColumnReading Read(JsonField json)
    {
        string type = json.Text("type"), mark = json.Has("decimal") ? json.Text("decimal") : ".";
        if (mark is not ("." or ",")) { throw json.Error($"'decimal' is '{mark}', expected a point or a comma."); }
        try
        {
            return new()
            {
                Name = json.Text("name"),
                Type = ColumnType.Parse(type),
                DecimalMark = mark[0],
                Affix = json.Has("affix") ? json.Text("affix") : "",
                Missing = json.Has("missing") ? json.DistinctTexts("missing", 1) : [],
            };
        }
        catch (FormatException unknown) when (unknown is not DataException)
        {
            throw json.Error($"'type' is '{type}'. {unknown.Message}");
        }
    }
}

using System.Text.Json;
using Hebb.Data;
using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;

namespace Hebb.Learning.Series;

/// <summary>What orders the rows of a series, and which column says what series they belong to.</summary>
/// <param name="Time">The column of dates, years, or numbers that count the rows; null if rows come in their order.</param>
/// <param name="Clock">A column of times of day, or of parts of a year, that belongs to it; null for none.</param>
/// <param name="Group">The column whose values are series; null for a single one.</param>
internal sealed record SeriesOrder(string? Time, string? Clock, string? Group)
{
    /// <summary>The columns that it needs.</summary>
    public IEnumerable<string> Columns => ((string?[])[Time, Clock, Group]).OfType<string>();

    /// <summary>Rows as they come.</summary>
    public static SeriesOrder AsGiven { get; } = new(null, null, null);

    /// <summary>Reads what <see cref="Write"/> wrote; models of earlier versions take rows as they come.</summary>
    public static SeriesOrder Read(JsonField root)
    {
        if (!root.Has("order")) { return AsGiven; }
        JsonField order = root.Object("order");
        string? Name(string field) => order.Has(field) ? order.Text(field) : null;
        return new(Name("time"), Name("clock"), Name("group"));
    }

    /// <summary>Saves as JSON.</summary>
    public void Write(Utf8JsonWriter json)
    {
        if (this == AsGiven) { return; }
        json.WriteStartObject("order");
        foreach ((string field, string? name) in ((string, string?)[])[("time", Time), ("clock", Clock), ("group", Group)])
        {
            if (name is not null) { json.WriteString(field, name); }
        }

        json.WriteEndObject();
    }

    /// <summary>The rows of a table, series after series, each from its oldest to its newest row.</summary>
    /// <exception cref="DataException">The column of series is missing, or rows cannot be ordered.</exception>
    public SeriesRows Arrange(Table table)
    {
        Column? names = Group is null ? null : table[Group];
        SeriesTimes? times = SeriesTimes.Of(table, Time, Clock);
        List<int> rows = [];
        List<SeriesSegment> segments = [];
        int unnamed = 0, moved = 0, undated = 0;
        foreach (IGrouping<string?, int> series in Enumerable.Range(0, table.Rows).GroupBy(row => names?.TextAt(row) ?? (names is null ? "" : null)))
        {
            if (series.Key is null)
            {
                unnamed += series.Count();
                continue;
            }

            int[] given = [.. series], sorted = times?.Sort(given) ?? given;
            undated += given.Length - sorted.Length;
            moved += sorted.AsSpan().SequenceEqual(given) ? 0 : 1;
            segments.Add(new(names is null ? null : series.Key, rows.Count, sorted.Length));
            rows.AddRange(sorted);
        }

        if (segments.Count == 0)
        {
            throw new DataException($"No row has a value in '{Group}', which says what series it belongs to.", table.Source, column: Group);
        }

        bool asGiven = rows.Count == table.Rows && rows.Index().All(row => row.Index == row.Item);
        List<string> notes = [];
        if (moved > 0) { notes.Add($"order: sorted by {Names()}, oldest row first, because the rows did not come in this order"); }
        if (undated > 0) { notes.Add($"{undated} rows are left out: they have no value in '{Time}', by which the rows are sorted"); }
        if (unnamed > 0) { notes.Add($"{unnamed} rows are left out: they have no value in '{Group}'"); }
        return new(asGiven ? table : table.Take([.. rows]), [.. rows], segments, notes);

        string Names() => Clock is not null && table.Find(Clock) is NumberColumn ? $"'{Time}' and '{Clock}'" : $"'{Time}'";
    }
}

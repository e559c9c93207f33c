using Hebb.Data;
using Hebb.Data.Tables;

namespace Hebb.Learning.Series;

/// <summary>What a series is learned from: rows in their order, and the columns that are seen.</summary>
/// <param name="Order">What orders the rows.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Columns">The columns that are seen.</param>
/// <param name="Unseen">The others, each with the reason.</param>
/// <param name="Notes">What is unusual about the order, in sentences.</param>
internal sealed record SeriesInputs(
    SeriesOrder Order, SeriesRows Rows, IReadOnlyList<string> Columns, IReadOnlyDictionary<string, string> Unseen, IReadOnlyList<string> Notes)
{
    /// <summary>A column that begins later than this share of the rows after the target would cost too many of them.</summary>
    private const double LatestBeginning = 0.2;

    /// <summary>Orders a table and chooses the columns.</summary>
    public static SeriesInputs Find(Table table, string target, SeriesTrainerOptions options)
    {
        SeriesOrder order = SeriesOrderFinder.Find(table, target, options.Group);
        SeriesRows rows = order.Arrange(table);
        Dictionary<string, string> unseen = [];
        foreach (Column column in rows.Table.Columns.Where(column => column.Name != target))
        {
            if (Reason(column) is { } reason) { unseen[column.Name] = reason; }
        }

        string[] columns = [.. options.Columns ?? rows.Table.Columns.Select(column => column.Name).Where(name => !unseen.ContainsKey(name))];
        string? twice = columns.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1)?.Key;
        return twice is null
            ? new(order, rows, columns, options.Columns is null ? unseen : new Dictionary<string, string>(), [.. NotesOf(table, target, order, rows)])
            : throw new DataException("The column is named twice among those to see. Name it once.", table.Source, column: twice);

        string? Reason(Column column) =>
            column.Name == order.Group ? "it says which series a row belongs to"
            : column.Name == order.Time || (column.Name == order.Clock && column is TextColumn) ? "it orders the rows"
            : column is TextColumn ? "text"
            : rows.IsCounter(column) ? "it counts the rows"
            : rows.Segments.Any(segment => SeriesRows.Beginning(column, segment)
                > SeriesRows.Beginning(rows.Table[target], segment) + (LatestBeginning * segment.Count)) ? "it begins too late"
            : null;
    }

    private static IEnumerable<string> NotesOf(Table table, string target, SeriesOrder order, SeriesRows rows)
    {
        foreach (string note in rows.Notes) { yield return note; }
        if (order.Group is not null)
        {
            yield return $"series: {rows.Segments.Count}, one for each value of '{order.Group}' "
                + $"({string.Join(", ", rows.Segments.Take(10).Select(segment => segment.Name))}{(rows.Segments.Count > 10 ? ", …" : "")}); "
                + "each has its own scale and is divided by time, and no window crosses a border";
        }

        if (SeriesTimes.Of(table, order.Time, order.Clock) is not { } times)
        {
            if (SeriesNumbers.Falling([.. rows.Table.Columns.Where(column => column.Name != target && column.Name != order.Group)], rows) is { } falling)
            {
                yield return $"order: rows are taken as they come, but '{falling}' falls from row to row: do they run backwards in time? "
                    + "Then sort them, oldest row first";
            }

            yield break;
        }

        int[][] series = [.. rows.Segments.Select(segment => rows.Origins[segment.First..segment.End])];
        if (order.Group is null && times.Equal(rows.Origins) > 0)
        {
            yield return $"order: several rows have the same time in '{order.Time}'; they keep the order of the file";
        }
        else if (times.Irregular(series) is { } irregular)
        {
            yield return $"time steps: {irregular.Count} row{(irregular.Count == 1 ? " does" : "s do")} not follow the one before after {irregular.Usual}, "
                + "as most do; each row counts as one step";
        }
    }
}

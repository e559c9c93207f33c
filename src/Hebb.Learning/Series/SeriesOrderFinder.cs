using Hebb.Data;
using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;

namespace Hebb.Learning.Series;

/// <summary>Finds out what orders the rows of a table and whether several series lie below each other.</summary>
internal static class SeriesOrderFinder
{
    /// <summary>Fewer rows of the same time than this share are no series of their own: the hour that comes twice when clocks are set back.</summary>
    private const double Few = 0.01;

    /// <summary>The order of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="target">What is predicted: never a name of series.</param>
    /// <param name="group">The column whose values are series, if it is known.</param>
    /// <exception cref="DataException">Rows of the same time cannot be told apart.</exception>
    public static SeriesOrder Find(Table table, string target, string? group)
    {
        if (group == target)
        {
            throw new DataException($"'{group}' is to be predicted, so it cannot say what series a row belongs to.", table.Source, column: group);
        }

        if (group is not null) { _ = table[group]; }
        Column[] others = [.. table.Columns.Where(column => column.Name != target && column.Name != group)];
        string? time = others.FirstOrDefault(column => ColumnDates.FormatOf(table, column) is not null)?.Name;
        if (time is null)
        {
            int[][] series = [.. Enumerable.Range(0, table.Rows).GroupBy(row => group is null ? "" : table[group].TextAt(row)).Select(rows => rows.ToArray())];
            return SeriesNumbers.Find(others, series) is { } numbers ? new(numbers.Time, numbers.Part, group) : new(null, null, group);
        }

        string? clock = others.FirstOrDefault(SeriesTimes.IsClock)?.Name;
        SeriesTimes times = SeriesTimes.Of(table, time, clock)!;
        int[] all = [.. Enumerable.Range(0, table.Rows)];
        int equal = times.Equal(all);
        bool few = equal < Few * table.Rows;
        if (group is not null || equal == 0) { return new(time, clock, group); }

        Column[] names = [.. others.Where(column => column.Name != time && column.Name != clock && Separates(column, times, few))];
        if (names.Length > 0) { return new(time, clock, names.MinBy(column => Values(column).Count())!.Name); }

        // Rows of one day in the order of the file are one series, and so are they from the newest to the oldest.
        return few || times.AreInOrder(all, newestFirst: false) || times.AreInOrder(all, newestFirst: true)
            ? new(time, clock, null)
            : throw new DataException(
                $"Rows have the same time in '{time}' and do not come in its order, so it cannot be told what series they belong to. "
                + "Specify the column that tells the series apart, or leave out rows that are there twice.",
                table.Source, null, time, null, [new(RemedyKind.Group)]);
    }

    /// <summary>Whether the rows of each value have different times: a column of text, or values that lie in one block each.</summary>
    private static bool Separates(Column column, SeriesTimes times, bool onlyBlocks)
    {
        if (column.MissingCount > 0 || ((onlyBlocks || column is NumberColumn) && !LiesInBlocks(column))) { return false; }
        int[][] series = [.. Values(column).Select(group => group.ToArray())];
        return series.Length > 1 && 2 * series.Length <= column.Count && series.All(rows => times.Equal(rows) == 0);
    }

    private static IEnumerable<IGrouping<string, int>> Values(Column column) => Enumerable.Range(0, column.Count).GroupBy(row => column.TextAt(row)!);

    private static bool LiesInBlocks(Column column) =>
        1 + Enumerable.Range(1, column.Count - 1).Count(row => column.TextAt(row) != column.TextAt(row - 1)) == Values(column).Count();
}

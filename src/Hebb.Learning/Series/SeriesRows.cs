using Hebb.Data;
using Hebb.Data.Tables;

namespace Hebb.Learning.Series;

/// <summary>One of several series in a table: rows that follow each other.</summary>
/// <param name="Name">Its name; null for the only one.</param>
/// <param name="First">Its first row in the ordered table.</param>
/// <param name="Count">Its rows.</param>
/// <param name="Skipped">Rows before the first that were left out.</param>
internal readonly record struct SeriesSegment(string? Name, int First, int Count, int Skipped = 0)
{
    /// <summary>The row behind its last one.</summary>
    public int End => First + Count;

    /// <summary>The number of a row within the series, counted from 1.</summary>
    public int NumberOf(int row) => row - First + Skipped + 1;
}

/// <summary>A table in the order of time, series after series.</summary>
/// <param name="Table">The rows in their order.</param>
/// <param name="Origins">Where each row stood before, counted from 0.</param>
/// <param name="Segments">The series.</param>
/// <param name="Notes">What was done to the rows, in sentences.</param>
internal sealed record SeriesRows(Table Table, int[] Origins, IReadOnlyList<SeriesSegment> Segments, IReadOnlyList<string> Notes)
{
    /// <summary>All rows of all series.</summary>
    public int Count => Segments.Sum(segment => segment.Count);

    /// <summary>Without the rows at the beginning of each series before every one of some columns has a value.</summary>
    public SeriesRows WithoutBeginnings(IReadOnlyList<string> names)
    {
        Column[] columns = [.. names.Distinct().Select(name => Table[name])];
        SeriesSegment[] kept = [.. Segments.Select(segment =>
        {
            int skipped = columns.Max(column => Beginning(column, segment));
            return segment with { First = segment.First + skipped, Count = segment.Count - skipped, Skipped = skipped };
        })];
        int left = Count - kept.Sum(segment => segment.Count);
        return left == 0 ? this : this with
        {
            Segments = kept,
            Notes = [.. Notes, $"{left} row{(left == 1 ? " is" : "s are")} left out at the beginning: "
                + $"{(left == 1 ? "it comes" : "they come")} before the first value of a column that is needed"],
        };
    }

    /// <summary>Without the rows at the end of each series after the last value of a column: there is nothing to predict.</summary>
    public SeriesRows WithoutEnds(string name)
    {
        Column column = Table[name];
        SeriesSegment[] kept = [.. Segments.Select(segment =>
        {
            int count = segment.Count;
            while (count > 0 && column.IsMissing(segment.First + count - 1)) { count--; }
            return segment with { Count = count };
        })];
        int left = Count - kept.Sum(segment => segment.Count);
        return left == 0 ? this : this with
        {
            Segments = kept,
            Notes = [.. Notes, $"{left} row{(left == 1 ? " is" : "s are")} left out at the end: {(left == 1 ? "it has" : "they have")} no value in '{name}'"],
        };
    }

    /// <summary>How many rows of a series come before the first value of a column; all of them if it has none.</summary>
    public static int Beginning(Column column, SeriesSegment segment)
    {
        int missing = 0;
        while (missing < segment.Count && column.IsMissing(segment.First + missing)) { missing++; }
        return missing;
    }

    /// <summary>A column without gaps: within a series a missing value is that of the row before.</summary>
    public double[] Filled(string name)
    {
        double[] values = Table.Number(name).Values.ToArray();
        foreach (SeriesSegment segment in Segments)
        {
            for (int row = segment.First; row < segment.End; row++)
            {
                if (!double.IsNaN(values[row])) { continue; }
                values[row] = row > segment.First
                    ? values[row - 1]
                    : throw new DataException(
                        "The first row has no value, and there is none before it. Leave out the rows at the beginning that have none.",
                        Table.Source, Table.LineOf(row), name);
            }
        }

        return values;
    }

    /// <summary>The missing values of columns that are filled in, in a sentence; null if there are none.</summary>
    public string? Gaps(IEnumerable<string> names)
    {
        string[] gaps = [.. names
            .Distinct()
            .Select(name => (Name: name, Count: Missing(name)))
            .Where(gap => gap.Count > 0)
            .Select(gap => $"{gap.Count} in '{gap.Name}'")];
        return gaps.Length == 0 ? null : $"missing values are taken from the row before: {string.Join(", ", gaps)}";
    }

    /// <summary>How many rows of the series have no value in a column.</summary>
    public int Missing(string name)
    {
        Column column = Table[name];
        return Segments.Sum(segment => Enumerable.Range(segment.First, segment.Count).Count(column.IsMissing));
    }

    /// <summary>Whether a column only counts the rows: in every series it grows by the same step from row to row.</summary>
    public bool IsCounter(Column column)
    {
        if (column is not NumberColumn numbers || Segments.All(segment => segment.Count < 3)) { return false; }
        double step = double.NaN;
        foreach (SeriesSegment segment in Segments)
        {
            for (int row = segment.First + 1; row < segment.End; row++)
            {
                double change = numbers[row] - numbers[row - 1];
                if (double.IsNaN(step)) { step = change; }
                if (change != step || step == 0) { return false; }
            }
        }

        return true;
    }
}

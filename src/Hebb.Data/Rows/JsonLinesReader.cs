using Hebb.Data.Csv;
using Hebb.Data.Tables;

namespace Hebb.Data.Rows;

/// <summary>Reads files of JSON lines, an object on each line, into tables: numbers and texts as in <see cref="CsvReader"/>, null is a missing value.</summary>
public static class JsonLinesReader
{
    /// <summary>Reads a file. Its first object gives the columns; every other must have them too.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">A line is no such object; the message says which and why.</exception>
    public static Table Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        RowFile rows = new(path, hasHeader: null);
        (ColumnTally[] tallies, long count) = rows.Tally(rows.Names[0], new RowSplit(0, 0.2, 0.2), CancellationToken.None);
        foreach (ColumnTally tally in tallies) { tally.Check(rows.Source); }
        return rows.Read(tallies, checked((int)count));
    }
}

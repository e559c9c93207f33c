using CsvHelper;

namespace Hebb.Data;

/// <summary>Writes tables as CSV: UTF-8, a header, decimal points, missing values as empty fields. What it writes reads back equal.</summary>
public static class CsvWriter
{
    /// <summary>Writes a file, replacing an older one.</summary>
    /// <param name="table">The table.</param>
    /// <param name="path">The file.</param>
    /// <param name="delimiter">The character between fields.</param>
    public static void Write(Table table, string path, char delimiter = ',')
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream file = File.Create(path);
        Write(table, file, delimiter);
    }

    /// <summary>Writes to a stream, which stays open.</summary>
    /// <param name="table">The table.</param>
    /// <param name="stream">The destination.</param>
    /// <param name="delimiter">The character between fields.</param>
    public static void Write(Table table, Stream stream, char delimiter = ',')
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(stream);
        using var writer = CsvHelper.CsvWriter.Create(stream, new CsvWriterOptions { Separator = delimiter, NewLine = "\n" }, leaveOpen: true);
        foreach (Column column in table.Columns)
        {
            writer.WriteField(column.Name);
        }

        writer.EndRecord();
        for (int row = 0; row < table.Rows; row++)
        {
            foreach (Column column in table.Columns)
            {
                writer.WriteField(column.TextAt(row));
            }

            writer.EndRecord();
        }
    }
}

using CsvHelper;
using Hebb.Data.Tables;
using Hebb.Formats;

namespace Hebb.Data.Csv;

/// <summary>Writes tables as CSV: UTF-8, a header, decimal points, missing values as empty fields. What it writes reads back equal.</summary>
public static class CsvWriter
{
    // CSV goes by many names; these are those of something else.
    private static readonly string[] s_otherFormats =
        [".XLSX", ".XLS", ".ODS", ".PARQUET", ".FEATHER", ".ARROW", ".JSON", ".JSONL", ".NDJSON", ".GZ", ".ZIP", ".NPY", ".NPZ", ".HTML", ".KERAS", ".H5"];

    /// <summary>Writes a file, replacing an older one only when the new one is complete.</summary>
    /// <param name="table">The table.</param>
    /// <param name="path">The file; its name ends in .csv, or in nothing that stands for another format.</param>
    /// <exception cref="ArgumentException">The name has the ending of another format.</exception>
    /// <param name="delimiter">The character between fields.</param>
    public static void Write(Table table, string path, char delimiter = ',') => Write([table], path, delimiter);

    /// <summary>Writes parts of a table, one below the other, to a file, replacing an older one only when the new one is complete.</summary>
    /// <param name="parts">Tables of the same columns; at least one.</param>
    /// <param name="path">The file.</param>
    /// <param name="delimiter">The character between fields.</param>
    public static void Write(IEnumerable<Table> parts, string path, char delimiter = ',')
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (s_otherFormats.Contains(Path.GetExtension(path).ToUpperInvariant()))
        {
            throw new ArgumentException($"'{path}' has the ending of another format. Tables are written as CSV: end the name in .csv.", nameof(path));
        }

        AtomicFile.Write(path, file => Write(parts, file, delimiter));
    }

    /// <summary>Writes to a stream, which stays open.</summary>
    /// <param name="table">The table.</param>
    /// <param name="stream">The destination.</param>
    /// <param name="delimiter">The character between fields.</param>
    public static void Write(Table table, Stream stream, char delimiter = ',') => Write([table], stream, delimiter);

    /// <summary>Writes parts of a table, one below the other, to a stream, which stays open.</summary>
    /// <param name="parts">Tables of the same columns; at least one.</param>
    /// <param name="stream">The destination.</param>
    /// <param name="delimiter">The character between fields.</param>
    public static void Write(IEnumerable<Table> parts, Stream stream, char delimiter = ',')
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(stream);
        using var writer = CsvHelper.CsvWriter.Create(stream, new CsvWriterOptions { Separator = delimiter, NewLine = "\n" }, leaveOpen: true);
        Table? first = null;
        foreach (Table part in parts)
        {
            ArgumentNullException.ThrowIfNull(part);
            if (first is null) { WriteRecord(writer, part.Columns.Select(column => column.Name)); }
            else if (!part.Columns.Select(column => column.Name).SequenceEqual(first.Columns.Select(column => column.Name)))
            {
                throw new ArgumentException($"The parts have different columns: {first}; {part}. Give parts of one table.", nameof(parts));
            }

            first ??= part;
            for (int row = 0; row < part.Rows; row++) { WriteRecord(writer, part.Columns.Select(column => column.TextAt(row))); }
        }
    }

    private static void WriteRecord(CsvHelper.CsvWriter writer, IEnumerable<string?> fields)
    {
        foreach (string? field in fields) { writer.WriteField(field); }
        writer.EndRecord();
    }
}

using Hebb.Data.Tables;

namespace Hebb.Data.Csv;

/// <summary>A table read from a CSV file, with the format the file turned out to have.</summary>
public sealed class CsvTable : Table
{
    internal CsvTable(IEnumerable<Column> columns, string? source, int[] lines, CsvFormat format)
        : base(columns, source, lines)
    {
        Format = format;
    }

    /// <summary>Delimiter, decimal mark, encoding and header as given or found.</summary>
    public CsvFormat Format { get; }
}

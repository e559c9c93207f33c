using Hebb.Data.Tables;

namespace Hebb.Data.Csv;

/// <summary>A table read from a CSV file, with the format the file turned out to have.</summary>
public sealed class CsvTable : Table
{
    internal CsvTable(Table table, CsvFormat format)
        : base(table) => Format = format;

    /// <summary>Delimiter, decimal mark, encoding and header as given or found.</summary>
    public CsvFormat Format { get; }
}

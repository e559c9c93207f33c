using Hebb.Data.Csv;
using Hebb.Data.Tables;

namespace Hebb.Data.Rows;

/// <summary>Reads tables by the names of their files: CSV, or a JSON object on each line (.jsonl, .ndjson).</summary>
public static class TableFile
{
    /// <summary>Reads a table.</summary>
    /// <param name="path">The file.</param>
    /// <param name="noHeader">Whether a CSV file has no line of names; otherwise that is found out.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataException">It holds no table; the message says where and why.</exception>
    public static Table Read(string path, bool noHeader = false)
    {
        ArgumentNullException.ThrowIfNull(path);
        bool isJson = Path.GetExtension(path).ToUpperInvariant() is ".JSONL" or ".NDJSON";
        return isJson && File.Exists(path) ? JsonLinesReader.Read(path) : CsvReader.Read(path, new CsvOptions { HasHeader = noHeader ? false : null });
    }
}

using Hebb.Data.Csv;
using Hebb.Data.Tables;

namespace Hebb.Data.Rows;

/// <summary>Reads tables by the names of their files: CSV, or a JSON object on each line (.jsonl, .ndjson, or any file that begins like one).</summary>
public static class TableFile
{
    /// <summary>Reads a table.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What is known about it; the rest is found out.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataException">It holds no table; the message says where and why.</exception>
    public static Table Read(string path, CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new RowFile(new CsvInput(path), options ?? new(), IsJson(path)).Read();
    }

    /// <summary>Whether the name of a file says that it is JSON lines; null to find out.</summary>
    internal static bool? IsJson(string path) => Path.GetExtension(path).ToUpperInvariant() is ".JSONL" or ".NDJSON" ? true : null;
}

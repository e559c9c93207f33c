using Hebb.Data.Csv;
using Hebb.Data.Tables;

namespace Hebb.Data.Rows;

/// <summary>Reads files of JSON lines, an object on each line, into tables: numbers and texts as in <see cref="CsvReader"/>, null is a missing value.</summary>
public static class JsonLinesReader
{
    /// <summary>Reads a file. Its first object gives the columns; every other must have them too.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How the values are read; what is about CSV alone does not matter.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataException">A line is no such object; the message says which and why.</exception>
    public static Table Read(string path, CsvOptions? options = null) => new RowFile(new CsvInput(path), options ?? new(), isJson: true).Read();
}

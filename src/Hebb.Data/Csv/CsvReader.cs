namespace Hebb.Data.Csv;

/// <summary>Reads CSV files into tables. Empty fields and the usual marks (<c>?</c>, NA, NaN, …) are missing values, never zeros.</summary>
public static class CsvReader
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What is known about the format; the rest is found out.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataException">It holds no table that can be read; the message says where and why.</exception>
    public static CsvTable Read(string path, CsvOptions? options = null) => Read(new CsvInput(path), options);

    /// <summary>Reads all the text of a reader.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="options">What is known about the format; the rest is found out.</param>
    public static CsvTable Read(TextReader reader, CsvOptions? options = null) => Read(new CsvInput(reader), options);

    private static CsvTable Read(CsvInput input, CsvOptions? options) => (CsvTable)new RowFile(input, options ?? new(), isJson: false).Read();
}

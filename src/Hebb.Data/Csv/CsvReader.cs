namespace Hebb.Data.Csv;

/// <summary>Reads CSV files into tables. Empty fields and the usual marks (<c>?</c>, NA, NaN, …) are missing values, never zeros.</summary>
public static class CsvReader
{
    private const int SampleLines = 200;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What is known about the format; the rest is found out.</param>
    public static CsvTable Read(string path, CsvOptions? options = null) => Read(new CsvInput(path), options ?? new CsvOptions());

    /// <summary>Reads all the text of a reader.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="options">What is known about the format; the rest is found out.</param>
    public static CsvTable Read(TextReader reader, CsvOptions? options = null) => Read(new CsvInput(reader), options ?? new CsvOptions());

    private static CsvTable Read(CsvInput input, CsvOptions options)
    {
        CheckOptions(options);
        CsvFormat format = Sniff(input, options);
        try
        {
            return new CsvParser(input, options, format).Read();
        }
        catch (CsvParser.BrokenQuotesException) when (format.Delimiter == '\t' && options.LiteralQuotes is null)
        {
            // The first lines did not show it, but the file's quotes do not enclose fields.
            return new CsvParser(input, options, format with { LiteralQuotes = true }).Read();
        }
        catch (CsvParser.BrokenQuotesException broken)
        {
            throw new DataException(
                broken.Message + " Correct the quotes (a quote inside a quoted field is written twice), or set CsvOptions.LiteralQuotes when the "
                + "file's quotes are ordinary characters.",
                input.Name,
                broken.Line);
        }
    }

    private static CsvFormat Sniff(CsvInput input, CsvOptions options)
    {
        using Stream stream = input.Open();
        (System.Text.Encoding encoding, bool mark) = EncodingSniffer.Detect(stream);
        encoding = options.Encoding ?? encoding;
        List<string> lines = input.Sample(encoding, SampleLines);
        return Sniff(lines, encoding, mark, options, input.Name);
    }

    /// <summary>The format of text that begins with these lines.</summary>
    internal static CsvFormat Sniff(List<string> lines, System.Text.Encoding encoding, bool mark, CsvOptions options, string? source)
    {
        if (lines.Count == 0)
        {
            throw new DataException("The file is empty. Expected a line of names and lines of values.", source);
        }

        char? hint = CsvSniffer.Hint(lines);
        if (hint is not null)
        {
            lines.RemoveAt(0);
        }

        char delimiter = options.Delimiter ?? hint ?? CsvSniffer.Delimiter(lines);
        bool literal = options.LiteralQuotes ?? CsvSniffer.LiteralQuotes(lines, delimiter);
        char decimalMark = options.DecimalMark ?? CsvSniffer.DecimalMark(lines, delimiter, literal);
        List<List<string>> rows = [.. lines.Select(line => CsvSniffer.Fields(line, delimiter, literal))];
        return new CsvFormat
        {
            Encoding = encoding,
            HasByteOrderMark = mark,
            Delimiter = delimiter,
            LiteralQuotes = literal,
            DecimalMark = decimalMark,
            HasHeader = options.HasHeader ?? HeaderSniffer.HasHeader(rows, decimalMark),
            Notes = hint is null ? [] : [$"first line 'sep={hint}' obeyed"],
        };
    }

    private static void CheckOptions(CsvOptions options)
    {
        if (options.DecimalMark is not (null or '.' or ','))
        {
            throw new ArgumentException($"The decimal mark '{options.DecimalMark}' is not known. Expected '.' or ','.", nameof(options));
        }

        if (options.Delimiter is { } delimiter && (!char.IsAscii(delimiter) || delimiter is '"' or '\r' or '\n'))
        {
            throw new ArgumentException(
                $"'{delimiter}' cannot stand between fields. Expected an ASCII character such as ',', ';', '|' or a tab.", nameof(options));
        }
    }
}

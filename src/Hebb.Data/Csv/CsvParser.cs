using System.Globalization;
using System.Text;
using Hebb.Data.Tables;

namespace Hebb.Data.Csv;

/// <summary>Reads a file of known format in two passes: the first finds the type of each column, the second fills arrays.</summary>
internal sealed class CsvParser(CsvInput input, CsvOptions options, CsvFormat format)
{
    // A quote that is never closed would swallow the rest of the file; no honest record is that long.
    private const int LongestRecord = 16 << 20;

    private readonly CellParser _cells = new(format.DecimalMark, options.MissingMarks);
    private readonly List<string> _notes = [.. format.Notes];
    private readonly TextPool _pool = new();

    /// <summary>Reads the whole file.</summary>
    public CsvTable Read()
    {
        (ColumnProfile?[] profiles, int rows) = Profile();
        return Fill(profiles, rows);
    }

    private (ColumnProfile?[] Profiles, int Rows) Profile()
    {
        using CsvRowReader reader = Open();
        ColumnProfile?[]? profiles = null;
        int rows = 0;
        int firstLine = 0;
        while (Next(reader))
        {
            if (profiles is null)
            {
                firstLine = reader.Line;
                profiles = Columns(Names(reader, firstLine));
                if (format.HasHeader)
                {
                    continue;
                }
            }

            if (reader.FieldCount != profiles.Length)
            {
                throw new DataException(
                    $"found {reader.FieldCount} fields, expected {profiles.Length} as in line {firstLine}. Look for a missing or extra delimiter "
                    + $"({format}), for text that contains the delimiter without being quoted, or set CsvOptions.Delimiter.",
                    input.Name,
                    reader.Line);
            }

            for (int i = 0; i < profiles.Length; i++)
            {
                profiles[i]?.Add(_cells, reader.FieldAt(i), reader.Line);
            }

            rows++;
        }

        if (profiles is null || rows == 0)
        {
            throw new DataException(
                profiles is null ? "The file is empty. Expected a line of names and lines of values."
                : "The file has a header but no rows. Expected at least one line of values; "
                    + "if the first line holds values, set CsvOptions.HasHeader = false.",
                input.Name);
        }

        return (profiles, rows);
    }

    private CsvTable Fill(ColumnProfile?[] profiles, int rows)
    {
        var lines = new int[rows];
        var numbers = new double[profiles.Length][];
        var texts = new string?[profiles.Length][];
        for (int i = 0; i < profiles.Length; i++)
        {
            if (profiles[i] is { } profile)
            {
                _ = profile.IsNumber(input.Name, format.DecimalMark) ? (Array)(numbers[i] = new double[rows]) : texts[i] = new string?[rows];
            }
        }

        using (CsvRowReader reader = Open())
        {
            if (format.HasHeader)
            {
                Next(reader);
            }

            for (int row = 0; row < rows && Next(reader); row++)
            {
                lines[row] = reader.Line;
                for (int i = 0; i < profiles.Length; i++)
                {
                    if (numbers[i] is { } column)
                    {
                        _cells.Read(reader.FieldAt(i), out column[row]);
                    }
                    else if (texts[i] is { } text && !_cells.IsMissing(reader.FieldAt(i)))
                    {
                        text[row] = _pool.TextOf(reader.FieldAt(i));
                    }
                }
            }
        }

        var columns = new List<Column>(profiles.Length);
        for (int i = 0; i < profiles.Length; i++)
        {
            if (profiles[i] is { } profile)
            {
                columns.Add(numbers[i] is { } values ? new NumberColumn(profile.Name, values) : new TextColumn(profile.Name, texts[i]));
            }
        }

        return new CsvTable(columns, input.Name, lines, format with { Notes = _notes });
    }

    private ColumnProfile?[] Columns(string[] names)
    {
        foreach (string wanted in options.TextColumns.Concat(options.SkipColumns))
        {
            if (!names.Contains(wanted, StringComparer.Ordinal))
            {
                throw DataException.NoColumn(wanted, names, input.Name);
            }
        }

        ColumnProfile?[] profiles =
            [.. names.Select(name => options.SkipColumns.Contains(name) ? null : new ColumnProfile(name, options.TextColumns.Contains(name)))];
        return profiles.Any(profile => profile is not null)
            ? profiles
            : throw new ArgumentException("Every column of the file is in CsvOptions.SkipColumns. Leave at least one to read.");
    }

    private string[] Names(CsvRowReader reader, int line)
    {
        string[] names = new string[reader.FieldCount];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = format.HasHeader ? Encoding.UTF8.GetString(reader.FieldAt(i)).Trim() : "";
            if (names[i].Length == 0)
            {
                names[i] = "c" + (i + 1).ToString(CultureInfo.InvariantCulture);
                if (format.HasHeader)
                {
                    _notes.Add($"column {i + 1} has no name and is called {names[i]}");
                }
            }

            int earlier = Array.IndexOf(names, names[i], 0, i);
            if (earlier >= 0)
            {
                throw new DataException(
                    $"columns {earlier + 1} and {i + 1} are both called '{names[i]}'. Names must differ: rename one in the file; "
                    + "if the first line holds values rather than names, set CsvOptions.HasHeader = false.",
                    input.Name,
                    line,
                    names[i]);
            }
        }

        return names;
    }

    private static bool Next(CsvRowReader reader)
    {
        if (!reader.NextRecord()) { return false; }
        return reader.Problem is null ? true : throw new BrokenQuotesException(reader.Line, reader.Problem switch
        {
            CsvRowReader.Unclosed => "a quoted field that starts in this record is never closed.",
            CsvRowReader.TextBehind => "text follows the closing quote of a field.",
            _ => "a record is longer than 16 MB: a quote that is never closed swallows the lines after it.",
        });
    }

    private CsvRowReader Open()
    {
        Stream stream = input.Open();
        if (format.Encoding is not UTF8Encoding) { stream = Encoding.CreateTranscodingStream(stream, format.Encoding, new UTF8Encoding(false)); }
        CsvRowReader reader = new(stream, format, LongestRecord);

        // Excel's line that names the delimiter.
        if (format.Notes.Count > 0) { reader.NextRecord(); }
        return reader;
    }

    /// <summary>The file's quotes do not follow the rules.</summary>
    internal sealed class BrokenQuotesException(int line, string message) : Exception(message)
    {
        /// <summary>The line on which the record starts.</summary>
        public int Line { get; } = line;
    }
}

using System.Globalization;
using System.Text;

namespace Hebb.Data.Csv;

/// <summary>How a CSV file was read: what was given in the options and what was found out from the file.</summary>
public sealed record CsvFormat
{
    /// <summary>The encoding.</summary>
    public required Encoding Encoding { get; init; }

    /// <summary>Whether the file starts with a byte order mark.</summary>
    public bool HasByteOrderMark { get; init; }

    /// <summary>The character between fields.</summary>
    public char Delimiter { get; init; } = ',';

    /// <summary>The decimal mark.</summary>
    public char DecimalMark { get; init; } = '.';

    /// <summary>Whether quotes are ordinary characters.</summary>
    public bool LiteralQuotes { get; init; }

    /// <summary>Whether the first record holds the names.</summary>
    public bool HasHeader { get; init; }

    /// <summary>How many records stand above the names or the first row: titles, comments, a line that names the delimiter.</summary>
    internal int SkippedRecords { get; init; }

    /// <summary>The number of columns; 0 for that of the first record.</summary>
    internal int Width { get; init; }

    /// <summary>Whether the line of names has none for the first column, as R writes it.</summary>
    internal bool LacksFirstName { get; init; }

    /// <summary>The decimal mark that some numbers of the first rows must have; null if none must have one.</summary>
    internal char? SeenMark { get; init; }

    /// <summary>What comments begin with; null if there are none.</summary>
    internal string? Comment { get; init; }

    /// <summary>What was changed to make sense of the file, such as names given to columns without one.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The format in one line, as shown before training.</summary>
    public override string ToString()
    {
        string encoding = Encoding.CodePage switch
        {
            65001 => "UTF-8",
            1200 => "UTF-16",
            1201 => "UTF-16 big endian",
            12000 => "UTF-32",
            12001 => "UTF-32 big endian",
            1252 => "Windows-1252",
            28591 => "Latin-1",
            _ => Encoding.WebName,
        };
        string delimiter = Delimiter switch
        {
            ',' => "comma",
            ';' => "semicolon",
            '\t' => "tab",
            '|' => "bar",
            _ => $"'{Delimiter}'",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{encoding}{(HasByteOrderMark ? " with byte order mark" : "")}, {delimiter} between fields, ")
            + $"decimal {(DecimalMark == ',' ? "comma" : "point")}, {(LiteralQuotes ? "literal quotes, " : "")}{(HasHeader ? "header" : "no header")}"
            + string.Concat(Notes.Select(note => "; " + note));
    }
}

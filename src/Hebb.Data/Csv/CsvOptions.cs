using System.Text;

namespace Hebb.Data.Csv;

/// <summary>How to read a CSV file. Whatever is left null is found out from the file and shown in <see cref="CsvTable.Format"/>.</summary>
public sealed record CsvOptions
{
    /// <summary>Whether the first record holds the names. Without names the columns are called c1, c2, ….</summary>
    public bool? HasHeader { get; init; }

    /// <summary>The character between fields: any ASCII character except quotes and line breaks.</summary>
    public char? Delimiter { get; init; }

    /// <summary>The decimal mark: <c>'.'</c> or <c>','</c>.</summary>
    public char? DecimalMark { get; init; }

    /// <summary>The encoding of the file.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>True when quotes are ordinary characters; false when they enclose fields.</summary>
    public bool? LiteralQuotes { get; init; }

    /// <summary>Values that mean "no value", compared exactly after trimming spaces.</summary>
    public IReadOnlyCollection<string> MissingMarks { get; init; } = DefaultMissingMarks;

    /// <summary>Columns to keep as text even though they hold numbers (postal codes, codes with a few letters).</summary>
    public IReadOnlyCollection<string> TextColumns { get; init; } = [];

    /// <summary>Columns not to read at all.</summary>
    public IReadOnlyCollection<string> SkipColumns { get; init; } = [];

    /// <summary>The usual marks: an empty field, <c>?</c>, <c>NA</c>, <c>N/A</c>, <c>NaN</c>, <c>NULL</c> and their spellings.</summary>
    public static IReadOnlyCollection<string> DefaultMissingMarks { get; } =
        ["", "?", "NA", "N/A", "n/a", "#N/A", "<NA>", "NaN", "nan", "NAN", "NULL", "null"];
}

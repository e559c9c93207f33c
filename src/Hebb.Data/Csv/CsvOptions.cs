using System.Text;
using Hebb.Data.Reading;

namespace Hebb.Data.Csv;

/// <summary>How to read a table. Whatever is left out is found out from the file and shown in <see cref="CsvTable.Format"/> and
/// <see cref="Hebb.Data.Tables.Table.Reading"/>.</summary>
public sealed record CsvOptions
{
    /// <summary>Whether the first record holds the names. Without names the columns are called c1, c2, ….</summary>
    public bool? HasHeader { get; init; }

    /// <summary>The character between fields: any ASCII character except quotes and line breaks.</summary>
    public char? Delimiter { get; init; }

    /// <summary>The decimal mark of all numbers: <c>'.'</c> or <c>','</c>. Otherwise it is found out for each column from all its values.</summary>
    public char? DecimalMark { get; init; }

    /// <summary>The encoding of the file.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>True when quotes are ordinary characters; false when they enclose fields.</summary>
    public bool? LiteralQuotes { get; init; }

    /// <summary>Values that mean "no value" in every column, compared exactly after trimming spaces; numbers are compared as numbers.</summary>
    public IReadOnlyCollection<string> MissingMarks { get; init; } = DefaultMissingMarks;

    /// <summary>Values that mean "no value" in single columns, beside <see cref="MissingMarks"/>: <c>["Income"] = ["-999"]</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyCollection<string>> ColumnMissingMarks { get; init; } =
        new Dictionary<string, IReadOnlyCollection<string>>(StringComparer.Ordinal);

    /// <summary>What columns are, where it is not to be found out: <c>["Zip"] = ColumnType.Text</c>.</summary>
    public IReadOnlyDictionary<string, ColumnType> Types { get; init; } = new Dictionary<string, ColumnType>(StringComparer.Ordinal);

    /// <summary>Columns to keep as text even though they hold numbers; short for <see cref="Types"/>.</summary>
    public IReadOnlyCollection<string> TextColumns { get; init; } = [];

    /// <summary>Columns not to read at all.</summary>
    public IReadOnlyCollection<string> SkipColumns { get; init; } = [];

    /// <summary>Whether rows are left out, and counted, that have too many fields, broken quotes, or a value that is no number in a column of numbers;
    /// otherwise they are errors.</summary>
    public bool SkipBadRows { get; init; }

    /// <summary>How the columns of a trained model are read (<see cref="Hebb.Data.Preprocessing.ColumnPipeline.Reading"/>), so that this file is read in the
    /// same way. Columns that it does not know are text.</summary>
    public TableReading? Reading { get; init; }

    /// <summary>Columns that a user has named, such as the target: a first line with one of them holds the names.</summary>
    internal IReadOnlyCollection<string> KnownNames { get; init; } = [];

    /// <summary>The usual marks: an empty field, <c>?</c>, <c>NA</c>, <c>N/A</c>, <c>NaN</c>, <c>NULL</c> and their spellings. Among numbers and dates
    /// others are known too: <c>-</c>, <c>none</c>, <c>unknown</c>, <c>#DIV/0!</c>, ….</summary>
    public static IReadOnlyCollection<string> DefaultMissingMarks => Hebb.Data.Reading.MissingMarks.Strong;

    /// <summary>Refuses settings that cannot be.</summary>
    internal void Check()
    {
        if (DecimalMark is not (null or '.' or ','))
        {
            throw new ArgumentException($"The decimal mark '{DecimalMark}' is not known. Expected '.' or ','.");
        }

        if (Delimiter is { } delimiter && (!char.IsAscii(delimiter) || delimiter is '"' or '\r' or '\n'))
        {
            throw new ArgumentException($"'{delimiter}' cannot stand between fields. Expected an ASCII character such as ',', ';', '|' or a tab.");
        }
    }

    /// <summary>Columns that something is said about.</summary>
    internal IEnumerable<string> NamedColumns => TextColumns.Concat(SkipColumns).Concat(Types.Keys).Concat(ColumnMissingMarks.Keys);

    /// <summary>What is said about the values of columns.</summary>
    internal ReadingRules Rules()
    {
        Dictionary<string, ColumnType> types = new(StringComparer.Ordinal);
        foreach (string name in TextColumns) { types[name] = ColumnType.Text; }
        foreach ((string name, ColumnType type) in Types) { types[name] = type; }
        return new(types, DecimalMark, MissingMarks, ColumnMissingMarks, SkipBadRows);
    }
}

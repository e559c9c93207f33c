using System.Text;
using Hebb.Data;
using Hebb.Data.Csv;
using Hebb.Data.Reading;
using Hebb.Data.Rows;
using Hebb.Data.Tables;

namespace Hebb.Learning.Kinds;

/// <summary>Options about how tables are read: the same for every kind of learning and every verb that reads one.</summary>
public static class ReadingOptions
{
    private static readonly Dictionary<string, char> s_delimiters = new(StringComparer.OrdinalIgnoreCase)
    {
        ["comma"] = ',',
        ["semicolon"] = ';',
        ["tab"] = '\t',
        ["\\t"] = '\t',
        ["bar"] = '|',
        ["pipe"] = '|',
        ["space"] = ' ',
        ["colon"] = ':',
    };

    /// <summary>Whether a table surely has a line of names.</summary>
    public static LearningOption<bool> Header { get; } =
        LearningOption.Switch("header", "The first line holds the names of the columns. Default: detected.");

    /// <summary>Whether a table has no line of names.</summary>
    public static LearningOption<bool> NoHeader { get; } = LearningOption.Switch("no-header", "The file has no header: columns are called c1, c2 and so on.");

    /// <summary>The character between fields.</summary>
    public static LearningOption<char?> Delimiter { get; } = new(
        "delimiter", "CHAR", "The character between fields: comma, semicolon, tab, bar, or any other character. Default: detected.", text =>
            s_delimiters.TryGetValue(text, out char named) ? named : text.Length == 1 && char.IsAscii(text[0]) && text[0] != '"' ? text[0]
            : throw new FormatException("Expected one character, or comma, semicolon, tab or bar."));

    /// <summary>The decimal mark of all numbers.</summary>
    public static LearningOption<char?> Decimal { get; } = new(
        "decimal", ".|,", "The decimal mark of all numbers. Default: detected for each column from all its values.", text => text switch
        {
            "." or "point" => '.',
            "," or "comma" => ',',
            _ => throw new FormatException("Expected a point or a comma."),
        });

    /// <summary>The encoding of the file.</summary>
    public static LearningOption<Encoding?> Encoding { get; } = new(
        "encoding", "NAME", "The encoding: utf-8, windows-1252, iso-8859-2, shift_jis and others. Default: Unicode where it is valid, otherwise windows-1252.",
            text =>
            Encodings.Find(text) ?? throw new FormatException("That is not a known encoding. Expected a name such as utf-8, windows-1250 or shift_jis."));

    /// <summary>What columns are.</summary>
    public static LearningOption<string[]> Types { get; } = LearningOption.Names(
        "types", "a=text,b=date", "What columns are: text, category, number, date, or the form of dates such as d/M/yyyy. Default: detected from all values.");

    /// <summary>What means "no value".</summary>
    public static LearningOption<string[]> Missing { get; } = LearningOption.Names(
        "missing", "MARK,a=MARK", "Values that mean a missing value, in addition to the usual ones, in all columns or in one: --missing x=-999.");

    /// <summary>Columns to leave out.</summary>
    public static LearningOption<string[]> Drop { get; } = LearningOption.Names("drop", "a,b", "Columns to leave out.");

    /// <summary>Those of verbs that learn.</summary>
    public static IReadOnlyList<LearningOption> Learning { get; } = [Header, NoHeader, Delimiter, Decimal, Encoding, Types, Missing, Drop,
        SharedOptions.SkipBad];

    /// <summary>Those of verbs that use what was learned: what columns are is known.</summary>
    public static IReadOnlyList<LearningOption> Using { get; } = [Header, NoHeader, Delimiter, Decimal, Encoding, Missing, SharedOptions.SkipBad];

    /// <summary>What the options say about a table to learn from.</summary>
    /// <param name="given">The options.</param>
    /// <param name="keepsDropped">Whether columns to drop stay in the table, as text whose values do not matter.</param>
    public static CsvOptions Of(OptionValues given, bool keepsDropped = false)
    {
        ArgumentNullException.ThrowIfNull(given);
        if (given.Get(Header) && given.Get(NoHeader)) { throw new UsageException($"{Header.Flag} and {NoHeader.Flag} exclude each other. Give one of them."); }
        Dictionary<string, ColumnType> types = new(StringComparer.Ordinal);
        foreach ((string column, string type) in given.Get(Types).Select(text => Pair(Types, text)))
        {
            try
            {
                types[column] = ColumnType.Parse(type);
            }
            catch (FormatException wrong)
            {
                throw new UsageException($"{Types.Flag} is '{column}={type}'. {wrong.Message}", wrong);
            }
        }

        string[] dropped = given.Get(Drop), marks = given.Get(Missing);
        if (keepsDropped)
        {
            foreach (string name in dropped) { types[name] = ColumnType.Text; }
        }

        ILookup<string, string> single = marks.Where(mark => mark.IndexOf('=', StringComparison.Ordinal) > 0).Select(mark => Pair(Missing, mark))
            .ToLookup(pair => pair.Column, pair => pair.Value, StringComparer.Ordinal);
        return new()
        {
            HasHeader = given.Get(NoHeader) ? false : given.Get(Header) ? true : null,
            Delimiter = given.Get(Delimiter),
            DecimalMark = given.Get(Decimal),
            Encoding = given.Get(Encoding),
            Types = types,
            MissingMarks = [.. CsvOptions.DefaultMissingMarks, .. marks.Where(mark => mark.IndexOf('=', StringComparison.Ordinal) <= 0)],
            ColumnMissingMarks = single.ToDictionary(group => group.Key, IReadOnlyCollection<string> (group) => [.. group], StringComparer.Ordinal),
            SkipColumns = keepsDropped ? [] : dropped,
            SkipBadRows = given.Get(SharedOptions.SkipBad),
        };
    }

    /// <summary>Reads a table for a model as its training table was read, and says what was done to rows.</summary>
    /// <param name="request">The options, and who is told.</param>
    /// <param name="path">The file.</param>
    /// <param name="reading">How the model's columns are read; null for a model that does not know.</param>
    internal static Table Read(LearningRequest request, string path, TableReading? reading)
    {
        Table table = new RowFile(Input(request, path), Of(request.Options) with { Reading = reading }, TableFile.IsJson(path)).Read();
        Say(request.Warn, request.Words, table);
        return table;
    }

    /// <summary>The rows of a file, or those that are piped in.</summary>
    internal static CsvInput Input(LearningRequest request, string path)
    {
        if (path != LearningSource.StandardInput) { return new(path); }
        using Stream piped = request.StandardInput();
        using MemoryStream bytes = new();
        piped.CopyTo(bytes);
        return new(bytes.ToArray(), "standard input");
    }

    /// <summary>How many rows of a table could not be read.</summary>
    internal static int SkippedRows(Table table) => (int)Math.Min(int.MaxValue, table.Reading?.SkippedRows ?? 0);

    /// <summary>Refuses options about files where there is none.</summary>
    internal static void Refuse(OptionValues given, LearningOption instead, params IEnumerable<LearningOption> others)
    {
        if (Using.Concat(others).FirstOrDefault(given.Has) is { } meaningless)
        {
            throw new UsageException($"{meaningless.Flag} is for files; with {instead.Flag} there is none. Leave it out.");
        }
    }

    /// <summary>Says how a file was understood, in lines.</summary>
    /// <param name="tell">Told the lines.</param>
    /// <param name="words">How remedies are said.</param>
    /// <param name="reading">What was understood; null for nothing.</param>
    /// <param name="format">How CSV is written; null for JSON lines.</param>
    internal static void Say(Action<string> tell, Func<Remedy, string> words, TableReading? reading, CsvFormat? format)
    {
        foreach (string note in format?.Notes ?? []) { tell($"  {note}"); }
        foreach (ReadingNote note in reading?.Notes ?? []) { tell($"  {note.ToString(words)}"); }
        if (reading?.SkippedRows > 0) { tell($"  {reading.SkippedRows} row{(reading.SkippedRows == 1 ? "" : "s")} left out because they cannot be read"); }
    }

    /// <summary>Says how a table was understood, in lines.</summary>
    internal static void Say(LearningRequest request, Table table) => Say(request.Tell, request.Words, table);

    /// <summary>Says how a table was understood, in lines.</summary>
    internal static void Say(Action<string> tell, Func<Remedy, string> words, Table table) => Say(tell, words, table.Reading, (table as CsvTable)?.Format);

    private static (string Column, string Value) Pair(LearningOption option, string text)
    {
        int equals = text.LastIndexOf('=');
        return equals > 0 ? (text[..equals].Trim(), text[(equals + 1)..].Trim())
            : throw new UsageException($"{option.Flag} is '{text}'. Expected a column and a value: {option.ValueName}.");
    }
}

using System.Globalization;
using System.Text;
using Hebb.Data.Reading;
using Hebb.Data.Tables;

namespace Hebb.Data.Csv;

/// <summary>
/// A file of rows, CSV or JSON lines, that is read from the start as often as wanted. The first pass finds out how each column is read, from all its cells;
/// every later one reads by that, into one table or into small ones.
/// </summary>
internal sealed class RowFile
{
    /// <summary>Rows of a block.</summary>
    public const int BlockRows = 4096;

    // A quote that is never closed would swallow the rest of the file; no honest record is that long.
    private const int LongestRecord = 16 << 20;

    private readonly CsvInput _input;
    private readonly CsvOptions _options;
    private readonly Encoding _encoding;
    private readonly IReadOnlyList<string> _nameNotes;
    private TableReading? _reading;
    private long _rows;

    /// <summary>A file; its format is found out, its rows are not read yet.</summary>
    /// <param name="input">The file.</param>
    /// <param name="options">What is known about it.</param>
    /// <param name="isJson">Whether it is JSON lines; null to find out.</param>
    public RowFile(CsvInput input, CsvOptions options, bool? isJson)
    {
        (_input, _options) = (input, options);
        options.Check();
        using RowReader reader = RowSource.Open(input.Open(), isJson, options, input.Name, out CsvFormat? format, LongestRecord, "file is");
        foreach (string name in options.NamedColumns)
        {
            if (!reader.Names.Contains(name)) { throw DataException.NoColumn(name, reader.Names, Source); }
        }

        Format = format;
        _encoding = format?.Encoding ?? options.Encoding ?? Encoding.UTF8;
        _nameNotes = reader.NameNotes;
        Names = [.. reader.Names.Except(options.SkipColumns)];
        if (Names.Count == 0) { throw new ArgumentException("Every column of the file is left out. Leave at least one to read."); }
    }

    /// <summary>The file's name without folder; null for text in memory.</summary>
    public string? Source => _input.Name;

    /// <summary>The names of the columns that are read.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>How CSV is written; null for JSON lines.</summary>
    public CsvFormat? Format { get; private set; }

    /// <summary>How the columns are read: one pass over the file, the first time.</summary>
    public TableReading Reading(CancellationToken cancellation = default) => _reading ??= Inspect(cancellation);

    /// <summary>The whole file as a table.</summary>
    public Table Read()
    {
        BlockBuilder builder = new(Names, Reading(), Source, checked((int)_rows));
        foreach ((RowReader reader, _) in Rows(Names))
        {
            if (builder.Put(reader) is { } bad) { Reject(reader, bad, Names[bad]); }
        }

        if (builder.Rows == 0) { throw new DataException("No row of the file can be read.", Source); }
        TableReading reading = Reading().Skipping(_rows - builder.Rows);
        Table table = builder.Take(reading);
        if (_options.Reading is null) { table = table.ReadBy(reading.Noting(table.Columns.OfType<NumberColumn>().Select(Far).OfType<ReadingNote>())); }
        return Format is null ? table : new CsvTable(table, Format);
    }

    /// <summary>A note about a value that may mean "no value".</summary>
    private static ReadingNote? Far(NumberColumn column)
    {
        (double low, double high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (double value in column.Values)
        {
            low = value < low ? value : low;
            high = value > high ? value : high;
        }

        // Most columns end here: their extremes do not repeat.
        if (!Extremes.MayRepeat(column.Values.Count(low), column.Count) && !Extremes.MayRepeat(column.Values.Count(high), column.Count)) { return null; }
        Extremes extremes = new();
        foreach (double value in column.Values) { extremes.Add(value); }
        return extremes.Note(column.Name);
    }

    /// <summary>The rows of whole fields, each with its number among all, with chosen columns bound; what follows the table is not one.</summary>
    public IEnumerable<(RowReader Reader, long Row)> Rows(IReadOnlyList<string> names)
    {
        using RowReader reader = Open();
        reader.Bind(names);
        for (long row = 0; row < _rows && reader.NextRow();)
        {
            if (reader.Problem is null) { yield return (reader, row++); } // others were refused or counted by the first pass
        }
    }

    /// <summary>Refuses a row because a column of numbers has something else, unless such rows are left out.</summary>
    public void Reject(RowReader reader, int column, string name)
    {
        if (_options.SkipBadRows) { return; }
        string cell = Encoding.UTF8.GetString(reader.Cell(column));
        ColumnReading known = Reading().Find(name)!;
        throw new DataException($"'{cell}' is not a number. Expected {known.Expected}, or nothing.", Source, reader.Line, name, cell,
            [
                .. FirstRow(reader) == reader.Line ? [new(RemedyKind.Header)] : Array.Empty<Remedy>(), new(RemedyKind.MissingMark, name, cell),
                new(RemedyKind.DecimalMark, Value: known.DecimalMark == '.' ? "," : "."), new(RemedyKind.SkipBadRows),
            ]);
    }

    /// <summary>The line of the first row, where it may hold names after all; null if the names are known.</summary>
    private static int? FirstRow(RowReader reader) => reader is CsvRowReader { Header: null } csv ? csv.FirstLine : null;

    private RowReader Open() => RowSource.Open(_input.Open(), Format, _encoding, Source, LongestRecord);

    private TableReading Inspect(CancellationToken cancellation)
    {
        try
        {
            return Inspected(cancellation);
        }
        catch (BrokenQuotesException) when (Format is { Delimiter: '\t', LiteralQuotes: false } && _options.LiteralQuotes is null)
        {
            // The first lines did not show it, but the file's quotes do not enclose fields.
            Format = Format with { LiteralQuotes = true };
            return Inspected(cancellation);
        }
        catch (BrokenQuotesException broken)
        {
            throw new DataException(
                $"{broken.Message} Correct the quotes (a quote inside a quoted field is written twice).", Source, broken.Line, null, null,
                [new(RemedyKind.LiteralQuotes), new(RemedyKind.SkipBadRows)]);
        }
    }

    private TableReading Inspected(CancellationToken cancellation)
    {
        ReadingRules rules = _options.Rules();
        ColumnEvidence[] columns = [.. Names.Select(rules.EvidenceOf)];
        using RowReader reader = Open();
        CsvRowReader? csv = reader as CsvRowReader;
        TableEnd end = new();
        reader.Bind(Names);
        (_rows, long skipped) = (0, 0);
        while (reader.NextRow())
        {
            if ((_rows & 0xFFF) == 0) { cancellation.ThrowIfCancellationRequested(); }
            if (reader.Problem is { } problem)
            {
                if (csv is not null && end.HoldsLine(csv, () => Broken(problem, reader))) { continue; }
                if (!_options.SkipBadRows) { throw Broken(problem, reader); }
                skipped++;
                continue;
            }

            if (csv is not null && end.Holds(csv, Names.Count, mayBeWhole: _options.Reading is null)) { continue; }
            if (end.Count > 0) { Release(); }
            for (int i = 0; i < columns.Length; i++) { columns[i].Add(reader.Cell(i), reader.Line); }
            _rows++;
        }

        if (_rows == 0) { Release(); }
        if (_rows == 0) { throw NoRows(skipped); }
        string[] repaired =
        [
            .. _nameNotes,
            .. csv is { FilledRows: > 0 } ? [Counted(csv.FilledRows, "with fewer fields than columns filled up with missing values")] : Array.Empty<string>(),
            .. csv is { CutRows: > 0 } ? [Counted(csv.CutRows, "with empty fields too many cut")] : Array.Empty<string>(),
            .. end.Count > 0 ? [$"{Counted(end.Count, "below the table left out")} ('{end.First}')"] : Array.Empty<string>(),
        ];
        if (Format is not null) { Format = Format with { Notes = [.. Format.Notes, .. repaired] }; }
        TableReading reading = Decide(columns, rules, FirstRow(reader)).Skipping(skipped);
        return Format is null ? reading.Noting(_nameNotes.Select(note => new ReadingNote(null, note))) : reading;

        void Release()
        {
            (int rows, int lines) = end.Release(columns, _options.SkipBadRows);
            _rows += rows;
            skipped += lines;
        }
    }

    /// <summary>How the columns are read: as a model was trained, or as the cells of the file say.</summary>
    private TableReading Decide(ColumnEvidence[] columns, ReadingRules rules, int? firstRow)
    {
        if (_options.Reading is { } known)
        {
            TableReading own = known.Only(Names).With(rules);
            FileDecimalMark marks = new();
            foreach (ColumnEvidence column in columns.Where(column => own.Find(column.Name) is { IsNumber: true })) { marks.Add(column); }
            char? mark = rules.DecimalMark ?? marks.Mark;
            TableReading fitting = own.For(mark);
            if (Format is not null && (rules.DecimalMark is not null || fitting != own)) { Format = Format with { DecimalMark = mark!.Value }; }
            return fitting;
        }

        ReadingDecision decision = new(columns, rules, Format?.Delimiter, Source, firstRow);
        TableReading reading = new(decision.Columns(), rules.Marks, _encoding, decision.Notes);
        if (Format is not null) { Format = Format with { DecimalMark = decision.FileMark }; }
        return reading;
    }

    private Exception Broken(string problem, RowReader reader) => problem switch
    {
        CsvRowReader.Unclosed => new BrokenQuotesException(reader.Line, "a quoted field that starts in this record is never closed."),
        CsvRowReader.TextBehind => new BrokenQuotesException(reader.Line, "text follows the closing quote of a field."),
        _ when problem.StartsWith("the row is longer", StringComparison.Ordinal) =>
            new BrokenQuotesException(reader.Line, "a record is longer than 16 MB: a quote that is never closed swallows the lines after it."),
        _ when reader is CsvRowReader csv => new DataException(
            $"{problem} as in line {csv.FirstLine}. Look for a missing or extra delimiter ({Format}), "
            + "or for text that contains the delimiter without being quoted.",
            Source, reader.Line, null, null, [new(RemedyKind.Delimiter), new(RemedyKind.SkipBadRows)]),
        _ => new DataException($"{problem}. Correct the row.", Source, reader.Line, null, null, [new(RemedyKind.SkipBadRows)]),
    };

    private DataException NoRows(long skipped) => skipped > 0 ? new("No row of the file can be read.", Source)
        : Format is { HasHeader: true }
            ? new("The file has a header but no rows. Expected at least one line of values.", Source, null, null, null, [new(RemedyKind.NoHeader)])
            : new DataException("The file is empty. Expected a line of names and lines of values.", Source);

    private static string Counted(long rows, string what) => string.Create(CultureInfo.InvariantCulture, $"{rows} row{(rows == 1 ? "" : "s")} {what}");

    /// <summary>The file's quotes do not follow the rules.</summary>
    private sealed class BrokenQuotesException(int line, string message) : Exception(message)
    {
        /// <summary>The line on which the record starts.</summary>
        public int Line { get; } = line;
    }
}

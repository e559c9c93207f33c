using System.Collections.Concurrent;
using System.Text;

namespace Hebb.Data.Reading;

/// <summary>
/// How the columns of a table are read: what numbers, dates and missing values look like in each. Found out from all values when a model is trained, saved
/// with it, and given to whatever reads for it later (<c>new CsvOptions { Reading = pipeline.Reading }</c>), so that a cell is the same number everywhere.
/// </summary>
public sealed class TableReading
{
    private readonly Dictionary<string, ColumnReading> _columns;
    private readonly ConcurrentDictionary<string, CellReader> _cells = new(StringComparer.Ordinal);

    internal TableReading(IEnumerable<ColumnReading> columns, IReadOnlyCollection<string>? marks = null, Encoding? encoding = null,
        IReadOnlyList<ReadingNote>? notes = null)
    {
        _columns = columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
        Marks = marks ?? MissingMarks.Strong;
        Encoding = encoding is null or UTF8Encoding or UnicodeEncoding or UTF32Encoding ? null : encoding;
        Notes = notes ?? [];
        DecimalMark = _columns.Values.Where(column => column.IsNumber).Select(column => column.DecimalMark).Distinct().Take(2).ToArray() switch
        {
            [] => '.',
            [var mark] => mark,
            _ => null,
        };
    }

    /// <summary>What was understood, a line for each thing that is not plain.</summary>
    public IReadOnlyList<ReadingNote> Notes { get; }

    /// <summary>How many rows were left out because they cannot be read.</summary>
    public long SkippedRows { get; private init; }

    /// <summary>The columns that are known.</summary>
    public IReadOnlyCollection<string> Names => _columns.Keys;

    /// <summary>What means "no value" in every column.</summary>
    internal IReadOnlyCollection<string> Marks { get; }

    /// <summary>The encoding of files that are not Unicode; null for Windows-1252 or Unicode.</summary>
    internal Encoding? Encoding { get; }

    /// <summary>The decimal mark of all columns of numbers; null if they differ.</summary>
    internal char? DecimalMark { get; }

    /// <summary>How every known column is read.</summary>
    internal IReadOnlyCollection<ColumnReading> Columns => _columns.Values;

    /// <summary>How a column is read; null if it is not known.</summary>
    internal ColumnReading? Find(string name) => _columns.GetValueOrDefault(name);

    /// <summary>The reader of a column's cells; what is not known is text.</summary>
    internal CellReader CellsOf(string name) => FindCells(name) ?? new CellReader(new() { Name = name, Type = ColumnType.Text }, Marks);

    /// <summary>The reader of a column's cells; null if the column is not known.</summary>
    internal CellReader? FindCells(string name) => _cells.TryGetValue(name, out CellReader? cells) ? cells
        : Find(name) is { } known ? _cells.GetOrAdd(name, new CellReader(known, Marks))
        : null;

    /// <summary>The same for some columns only; unknown names are left out.</summary>
    internal TableReading Only(IEnumerable<string> names) =>
        new(names.Select(Find).OfType<ColumnReading>(), Marks, Encoding, Notes) { SkippedRows = SkippedRows };

    /// <summary>The reading of a file whose numbers have this decimal mark, null if that is not known; this one, unless columns of numbers differ.</summary>
    internal TableReading For(char? decimalMark) =>
        decimalMark is not { } mark || Columns.All(column => !column.IsNumber || column.DecimalMark == mark) ? this
        : new(Columns.Select(column => column with { DecimalMark = mark }), Marks, Encoding, Notes) { SkippedRows = SkippedRows };

    /// <summary>The same with what a user says about missing values beside.</summary>
    internal TableReading With(ReadingRules rules) => new(
        _columns.Values.Select(column => column with { Missing = [.. column.Missing.Union(rules.MissingOf(column.Name))] }),
        [.. Marks.Union(rules.Marks)], Encoding, Notes);

    /// <summary>The same for a table of which more rows were left out.</summary>
    internal TableReading Skipping(long rows) =>
        rows == 0 ? this : new(_columns.Values, Marks, Encoding, Notes) { SkippedRows = SkippedRows + rows };

    /// <summary>The same with more notes.</summary>
    internal TableReading Noting(IEnumerable<ReadingNote> notes) => new(_columns.Values, Marks, Encoding, [.. Notes, .. notes]) { SkippedRows = SkippedRows };
}

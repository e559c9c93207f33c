using System.Text;
using System.Text.Json;
using Hebb.Data.Csv;
using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;

namespace Hebb.Data.Reading;

/// <summary>
/// How the columns of a table are read: what numbers, dates and missing values look like in each. Found out from all values when a model is trained, saved
/// with it, and given to whatever reads for it later (<c>new CsvOptions { Reading = pipeline.Reading }</c>), so that a cell is the same number everywhere.
/// </summary>
public sealed class TableReading
{
    private readonly Dictionary<string, ColumnReading> _columns;

    internal TableReading(IEnumerable<ColumnReading> columns, IReadOnlyCollection<string>? marks = null, Encoding? encoding = null,
        IReadOnlyList<ReadingNote>? notes = null)
    {
        _columns = columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
        Marks = marks ?? MissingMarks.Strong;
        Encoding = encoding is null or UTF8Encoding or UnicodeEncoding ? null : encoding;
        Notes = notes ?? [];
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

    /// <summary>How a column is read; null if it is not known.</summary>
    internal ColumnReading? Find(string name) => _columns.GetValueOrDefault(name);

    /// <summary>The reader of a column's cells; what is not known is text.</summary>
    internal CellReader CellsOf(string name) => new(Find(name) ?? new() { Name = name, Type = ColumnType.Text }, Marks);

    /// <summary>The same for some columns only; unknown names are left out.</summary>
    internal TableReading Only(IEnumerable<string> names) =>
        new(names.Select(Find).OfType<ColumnReading>(), Marks, Encoding, Notes) { SkippedRows = SkippedRows };

    /// <summary>The same with another decimal mark in all columns of numbers.</summary>
    internal TableReading WithDecimalMark(char mark) =>
        new(_columns.Values.Select(column => column with { DecimalMark = mark }), Marks, Encoding, Notes) { SkippedRows = SkippedRows };

    /// <summary>The same with what a user says about missing values beside.</summary>
    internal TableReading With(ReadingRules rules) => new(
        _columns.Values.Select(column => column with { Missing = [.. column.Missing.Union(rules.MissingOf(column.Name))] }),
        [.. Marks.Union(rules.Marks)], Encoding, Notes);

    /// <summary>The same for a table of which more rows were left out.</summary>
    internal TableReading Skipping(long rows) =>
        rows == 0 ? this : new(_columns.Values, Marks, Encoding, Notes) { SkippedRows = SkippedRows + rows };

    /// <summary>The same for rows that come by: with what a user says, and with the decimal mark that their first numbers must have.</summary>
    internal TableReading Fitting(CsvFormat? format, CsvOptions options)
    {
        TableReading own = With(options.Rules());
        char? mark = options.DecimalMark ?? format?.SeenMark;
        return mark is { } other && own._columns.Values.Any(column => column.IsNumber && column.DecimalMark != other) ? own.WithDecimalMark(other) : own;
    }

    /// <summary>A table whose texts are read as these columns are: texts that are numbers become numbers, marks become missing values.</summary>
    internal Table Apply(Table table)
    {
        bool IsRead(Column column) => column is TextColumn && Find(column.Name) is { } known && (known.IsNumber || table.Reading is null);
        if (!table.Columns.Any(IsRead)) { return table; }
        DecimalEvidence evidence = new();
        foreach (TextColumn column in table.Columns.OfType<TextColumn>().Where(column => Find(column.Name) is { IsNumber: true }))
        {
            foreach (string? text in column.Values)
            {
                if (text is not null) { evidence.Add(Encoding.UTF8.GetBytes(text)); }
            }
        }

        TableReading reading = evidence.Other(this) is { } mark ? WithDecimalMark(mark) : this;
        return table.With(table.Columns.Select(column => IsRead(column) ? reading.Read(table, (TextColumn)column) : column));
    }

    private Column Read(Table table, TextColumn column)
    {
        (CellReader cells, ColumnReading known) = (CellsOf(column.Name), Find(column.Name)!);
        double[] numbers = new double[column.Count];
        string?[] texts = new string?[column.Count];
        for (int row = 0; row < column.Count; row++)
        {
            numbers[row] = double.NaN;
            if (column[row] is not { } text || cells.Read(Encoding.UTF8.GetBytes(text.Trim()), out numbers[row]) == Cell.Missing)
            {
                continue;
            }

            texts[row] = text;
            if (known.IsNumber && double.IsNaN(numbers[row]))
            {
                throw table.ErrorAt(row, column.Name, text, $"'{text}' is not a number. Expected {known.Expected}, or nothing.");
            }
        }

        return known.IsNumber ? new NumberColumn(column.Name, numbers) : new TextColumn(column.Name, texts);
    }

    /// <summary>Writes the field <c>reading</c> of a pipeline.</summary>
    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("reading");
        if (Encoding is not null) { json.WriteString("encoding", Encoding.WebName); }
        if (!Marks.SequenceEqual(MissingMarks.Strong)) { PipelineJson.WriteTexts(json, "missing", Marks); }
        json.WriteStartArray("columns");
        foreach (ColumnReading column in _columns.Values) { column.Write(json); }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Reads the field <c>reading</c> of a pipeline; null if there is none, as in files of older versions.</summary>
    internal static TableReading? ReadFrom(JsonField pipeline)
    {
        if (!pipeline.Has("reading")) { return null; }
        JsonField json = pipeline.Object("reading");
        ColumnReading[] columns = [.. json.Items("columns").Select(ColumnReading.Read)];
        if (columns.Select(column => column.Name).Distinct(StringComparer.Ordinal).Count() < columns.Length) { throw json.Error("a column is listed twice."); }
        Encoding? encoding = null;
        if (json.Has("encoding") && json.Text("encoding") is var name)
        {
            encoding = Encodings.Find(name) ?? throw json.Error($"'encoding' is '{name}', which is not known.");
        }

        return new(columns, json.Has("missing") ? json.DistinctTexts("missing", 1) : null, encoding);
    }
}

using System.Globalization;
using Hebb.Data.Reading;

namespace Hebb.Data.Tables;

/// <summary>Named columns of equal length. Immutable: selecting rows or columns gives a new table that shares what it can.</summary>
public class Table
{
    private readonly Column[] _columns;
    private readonly Dictionary<string, int> _positions;
    private readonly int[]? _lines;

    /// <summary>A table of columns.</summary>
    /// <param name="columns">At least one column; all of the same length, names differ.</param>
    public Table(params IEnumerable<Column> columns)
        : this(columns, null, null)
    {
    }

    /// <summary>A table like another one, for a kind of table.</summary>
    private protected Table(Table like)
        : this(like._columns, like.Source, like._lines, like.Reading)
    {
    }

    private Table(Table like, Column[] columns) =>
        (_columns, _positions, _lines, Source, Reading) = (columns, like._positions, like._lines, like.Source, like.Reading);

    internal Table(IEnumerable<Column> columns, string? source, int[]? lines, TableReading? reading = null)
    {
        ArgumentNullException.ThrowIfNull(columns);
        _columns = [.. columns];
        if (_columns.Length == 0)
        {
            throw new ArgumentException("A table needs at least one column; none was given.", nameof(columns));
        }

        _positions = new Dictionary<string, int>(_columns.Length, StringComparer.Ordinal);
        for (int i = 0; i < _columns.Length; i++)
        {
            Column column = _columns[i];
            if (column.Count != _columns[0].Count)
            {
                throw new ArgumentException(
                    $"Column '{column.Name}' has {column.Count} rows, column '{_columns[0].Name}' has {_columns[0].Count}. "
                    + "All columns of a table have the same length.",
                    nameof(columns));
            }

            if (!_positions.TryAdd(column.Name, i))
            {
                throw new ArgumentException($"Two columns are called '{column.Name}'. Rename one of them.", nameof(columns));
            }
        }

        Source = source;
        Reading = reading;
        _lines = lines;
    }

    /// <summary>The columns, in order.</summary>
    public IReadOnlyList<Column> Columns => _columns;

    /// <summary>The number of rows.</summary>
    public int Rows => _columns[0].Count;

    /// <summary>The file the table was read from, or null.</summary>
    public string? Source { get; }

    /// <summary>How the columns were read from the file, and what was understood; null when the table was not read from a file.</summary>
    public TableReading? Reading { get; }

    /// <summary>A column by name (case counts); an unknown name is an error that suggests the closest one.</summary>
    /// <param name="name">The column's name.</param>
    public Column this[string name] =>
        Find(name) ?? throw DataException.NoColumn(name, _positions.Keys, Source);

    /// <summary>A column by name, or null when there is none.</summary>
    /// <param name="name">The column's name.</param>
    public Column? Find(string name) => _positions.TryGetValue(name, out int position) ? _columns[position] : null;

    /// <summary>A column of numbers by name.</summary>
    /// <param name="name">The column's name.</param>
    public NumberColumn Number(string name) =>
        this[name] as NumberColumn
        ?? throw new DataException($"The column holds text, for example '{FirstText(this[name])}'. Expected numbers.", Source, column: name);

    /// <summary>A column of text by name.</summary>
    /// <param name="name">The column's name.</param>
    public TextColumn Text(string name) =>
        this[name] as TextColumn
        ?? throw new DataException(
            "The column holds numbers. Expected text.", Source, null, name, null, [new(RemedyKind.ColumnType, name, "text")]);

    /// <summary>A table of the given rows, in the given order; rows may repeat.</summary>
    /// <param name="rows">Row numbers, counted from 0.</param>
    public Table Take(params ReadOnlySpan<int> rows)
    {
        var columns = new Column[_columns.Length];
        for (int i = 0; i < columns.Length; i++)
        {
            columns[i] = _columns[i].Take(rows);
        }

        int[]? lines = _lines is null ? null : new int[rows.Length];
        for (int i = 0; i < lines?.Length; i++)
        {
            lines[i] = _lines![rows[i]];
        }

        return new Table(columns, Source, lines, Reading);
    }

    /// <summary>The table without some columns; an unknown name is an error.</summary>
    /// <param name="names">Names of the columns to leave out.</param>
    public Table Drop(params IEnumerable<string> names)
    {
        var dropped = names.Select(name => this[name]).ToHashSet();
        return new Table(_columns.Where(column => !dropped.Contains(column)), Source, _lines, Reading);
    }

    /// <summary>The table with only the named columns, in the given order; an unknown name is an error.</summary>
    /// <param name="names">Names of the columns to keep.</param>
    public Table Select(params IEnumerable<string> names) => new(names.Select(name => this[name]), Source, _lines, Reading);

    /// <summary>The same table, read in another way.</summary>
    internal Table ReadBy(TableReading? reading) => new(_columns, Source, _lines, reading);

    /// <summary>The same columns of the same file with other values.</summary>
    internal Table With(Column[] columns) => new(this, columns);

    /// <summary>The rows in which all the named columns have a value.</summary>
    /// <param name="names">Columns that must not be missing; all columns when none is named.</param>
    public Table DropMissing(params IEnumerable<string> names)
    {
        Column[] required = [.. names.Select(name => this[name])];
        required = required.Length == 0 ? _columns : required;
        if (required.All(column => column.MissingCount == 0))
        {
            return this;
        }

        return Take([.. Enumerable.Range(0, Rows).Where(row => !required.Any(column => column.IsMissing(row)))]);
    }

    /// <summary>The line of the source file on which a row starts, counted from 1, or null when the table was not read from a file.</summary>
    /// <param name="row">The row, counted from 0.</param>
    public int? LineOf(int row) => _lines?[row];

    /// <summary>Rows and columns in one line.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Rows} rows × {_columns.Length} columns: {string.Join(", ", _columns.Select(column => column.Name))}");

    /// <summary>An error about one cell, naming its place in the file, or its row when there is no file and more than one row.</summary>
    internal DataException ErrorAt(int row, string column, string? value, string message) =>
        LineOf(row) is { } line
            ? new DataException(message, Source, line, column, value)
            : new DataException((Rows == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"row {row}: ")) + message, Source, null, column, value);

    /// <summary>Refuses a column whose mean or scale is beyond what a double holds, and names the cell that lies farthest off.</summary>
    internal void CheckScale(NumberColumn column, double mean, double scale)
    {
        if (double.IsFinite(mean) && double.IsFinite(scale)) { return; }
        int far = Enumerable.Range(0, column.Count).Where(row => !column.IsMissing(row)).MaxBy(row => Math.Abs(column[row]));
        string? value = column.TextAt(far);
        const string Message = "is so far from the other values that the column has no mean and scale. Correct or remove it.";
        throw new DataException(
            $"{(LineOf(far) is null && Rows > 1 ? $"row {far}: " : "")}{value} {Message}", Source, LineOf(far), column.Name, value,
            [new(RemedyKind.MissingMark, column.Name, value), new(RemedyKind.DropColumn, column.Name)]);
    }

    private static string? FirstText(Column column) =>
        Enumerable.Range(0, column.Count).Select(column.TextAt).FirstOrDefault(text => text is not null);
}

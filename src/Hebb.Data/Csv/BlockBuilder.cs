using System.Text;
using Hebb.Data.Reading;
using Hebb.Data.Tables;

namespace Hebb.Data.Csv;

/// <summary>Collects rows into tables.</summary>
internal sealed class BlockBuilder
{
    private readonly string[] _names;
    private readonly bool[] _isNumber;
    private readonly CellReader[] _cells;
    private readonly TableReading _reading;
    private readonly string? _source;
    private readonly int _capacity;
    private readonly TextPool[] _pools;
    private double[][] _numbers;
    private string?[][] _texts;
    private int[] _lines;

    /// <summary>Tables of at most <paramref name="capacity"/> rows of these columns.</summary>
    public BlockBuilder(IReadOnlyList<string> names, TableReading reading, string? source, int capacity)
    {
        (_names, _reading, _source, _capacity) = ([.. names], reading, source, capacity);
        _cells = [.. names.Select(reading.CellsOf)];
        _isNumber = [.. _cells.Select(cell => cell.IsNumber)];
        _pools = [.. names.Select(_ => new TextPool())];
        (_numbers, _texts, _lines) = ([], [], []);
    }

    /// <summary>The number of rows collected.</summary>
    public int Rows { get; private set; }

    /// <summary>Whether no further row fits.</summary>
    public bool IsFull => Rows == _capacity;

    /// <summary>Takes the row a reader stands on. What is wrong with it, or null; a wrong row is not taken.</summary>
    public string? Add(RowReader reader) => reader.Problem is { } problem ? problem
        : Put(reader) is { } bad ? $"column '{_names[bad]}': '{Encoding.UTF8.GetString(reader.Cell(bad))}' is not a number" : null;

    /// <summary>Takes a row of whole fields. The column of numbers in which it has something else, or null; a wrong row is not taken.</summary>
    public int? Put(RowReader reader)
    {
        if (_lines.Length == 0) { Renew(); }
        for (int i = 0; i < _names.Length; i++)
        {
            ReadOnlySpan<byte> cell = reader.Cell(i);
            if (_isNumber[i])
            {
                if (_cells[i].Read(cell, out _numbers[i][Rows]) == Cell.Text) { return i; }
            }
            else { _texts[i][Rows] = _cells[i].IsMissing(cell) ? null : _pools[i].TextOf(cell); }
        }

        _lines[Rows++] = reader.Line;
        return null;
    }

    /// <summary>The rows collected, as a table; collecting starts over.</summary>
    /// <param name="reading">How they were read, if more is known now.</param>
    public Table Take(TableReading? reading = null)
    {
        int rows = Rows;
        if (_lines.Length == 0) { Renew(); }
        Table table = new(
            _names.Select((name, i) => _isNumber[i]
                ? (Column)new NumberColumn(name, rows == _capacity ? _numbers[i] : _numbers[i][..rows])
                : new TextColumn(name, rows == _capacity ? _texts[i] : _texts[i][..rows])),
            _source,
            rows == _capacity ? _lines : _lines[..rows],
            reading ?? _reading);
        (Rows, _numbers, _texts, _lines) = (0, [], [], []);
        return table;
    }

    private void Renew()
    {
        _numbers = [.. _isNumber.Select(isNumber => isNumber ? new double[_capacity] : [])];
        _texts = [.. _isNumber.Select(isNumber => isNumber ? [] : new string?[_capacity])];
        _lines = new int[_capacity];
    }
}

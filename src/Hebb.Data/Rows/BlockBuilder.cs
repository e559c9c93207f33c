using System.Text;
using Hebb.Data.Csv;
using Hebb.Data.Tables;

namespace Hebb.Data.Rows;

/// <summary>Collects rows of a stream into small tables.</summary>
internal sealed class BlockBuilder
{
    /// <summary>More different texts than this are not shared between rows.</summary>
    private const int MostShared = 10_000;

    private readonly string[] _names;
    private readonly bool[] _isNumber;
    private readonly CellParser _cells;
    private readonly string? _source;
    private readonly int _capacity;
    private readonly HashSet<string>[] _shared;
    private double[][] _numbers;
    private string?[][] _texts;
    private int[] _lines;

    /// <summary>Blocks of at most <paramref name="capacity"/> rows of these columns.</summary>
    public BlockBuilder(IReadOnlyList<string> names, IReadOnlyList<bool> isNumber, CellParser cells, string? source, int capacity)
    {
        (_names, _isNumber, _cells, _source, _capacity) = ([.. names], [.. isNumber], cells, source, capacity);
        _shared = [.. names.Select(_ => new HashSet<string>(StringComparer.Ordinal))];
        (_numbers, _texts, _lines) = ([], [], []);
        Renew();
    }

    /// <summary>The number of rows collected.</summary>
    public int Rows { get; private set; }

    /// <summary>Whether no further row fits.</summary>
    public bool IsFull => Rows == _capacity;

    /// <summary>Takes the row a reader stands on. What is wrong with it, or null; a wrong row is not taken.</summary>
    public string? Add(RowReader reader)
    {
        if (reader.Problem is { } problem) { return problem; }
        for (int i = 0; i < _names.Length; i++)
        {
            ReadOnlySpan<byte> cell = reader.Cell(i);
            if (!_isNumber[i]) { _texts[i][Rows] = _cells.IsMissing(cell) ? null : Share(_shared[i], cell); }
            else if (_cells.Read(cell, out _numbers[i][Rows]) == Cell.Text)
            {
                return $"column '{_names[i]}': '{Encoding.UTF8.GetString(cell)}' is not a number";
            }
        }

        _lines[Rows++] = reader.Line;
        return null;
    }

    /// <summary>The rows collected, as a table; collecting begins anew.</summary>
    public Table Take()
    {
        int rows = Rows;
        Table table = new(
            _names.Select((name, i) => _isNumber[i]
                ? (Column)new NumberColumn(name, rows == _capacity ? _numbers[i] : _numbers[i][..rows])
                : new TextColumn(name, rows == _capacity ? _texts[i] : _texts[i][..rows])),
            _source,
            rows == _capacity ? _lines : _lines[..rows]);
        Renew();
        return table;
    }

    private void Renew()
    {
        Rows = 0;
        _numbers = [.. _isNumber.Select(isNumber => isNumber ? new double[_capacity] : [])];
        _texts = [.. _isNumber.Select(isNumber => isNumber ? [] : new string?[_capacity])];
        _lines = new int[_capacity];
    }

    /// <summary>The text of a cell; equal texts are one object, so that a block holds little.</summary>
    private static string Share(HashSet<string> shared, ReadOnlySpan<byte> cell)
    {
        if (cell.Length > 256) { return Encoding.UTF8.GetString(cell).Trim(); }
        Span<char> characters = stackalloc char[256];
        ReadOnlySpan<char> text = characters[..Encoding.UTF8.GetChars(cell, characters)].Trim();
        if (shared.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out string? known)) { return known; }
        string made = new(text);
        if (shared.Count < MostShared) { shared.Add(made); }
        return made;
    }
}

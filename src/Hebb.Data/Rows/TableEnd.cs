using System.Text;
using Hebb.Data.Csv;
using Hebb.Data.Reading;

namespace Hebb.Data.Rows;

/// <summary>Keeps rows back that may stand below a table, totals and footnotes, until it is known whether other rows follow.</summary>
internal sealed class TableEnd
{
    /// <summary>More rows of the kind are rows of the table.</summary>
    private const int Most = 10;

    private static readonly HashSet<string> s_totals = new(StringComparer.OrdinalIgnoreCase)
    {
        "total", "totals", "grand total", "overall total", "sum", "sums", "average", "totale", "totaal", "summe", "gesamt", "gesamtsumme", "insgesamt", "somme",
        "suma", "итого", "合計", "合计",
    };

    private readonly List<(byte[][] Cells, int Line)> _rows = [];

    /// <summary>How many rows are kept back.</summary>
    public int Count => _rows.Count;

    /// <summary>How the first of them begins.</summary>
    public string First { get; private set; } = "";

    /// <summary>Keeps the row of a reader back, if it looks like a total or a footnote.</summary>
    public bool Holds(CsvRowReader reader, int columns)
    {
        if (_rows.Count == Most || !(IsTotal(reader.FirstField) || (columns > 2 && reader.UsedFields < 2))) { return false; }
        if (_rows.Count == 0) { First = Encoding.UTF8.GetString(reader.FirstField); }
        byte[][] cells = new byte[columns][];
        for (int i = 0; i < columns; i++) { cells[i] = reader.Cell(i).ToArray(); }
        _rows.Add((cells, reader.Line));
        return true;
    }

    /// <summary>Counts the rows after all, because others follow.</summary>
    /// <returns>How many there were.</returns>
    public int Release(ColumnEvidence[] columns)
    {
        foreach ((byte[][] cells, int line) in _rows)
        {
            for (int i = 0; i < columns.Length; i++) { columns[i].Add(cells[i], line); }
        }

        int count = _rows.Count;
        _rows.Clear();
        return count;
    }

    private static bool IsTotal(ReadOnlySpan<byte> cell)
    {
        const int Longest = 16;
        if (cell.Length is < 3 or > Longest || (uint)(cell[0] - '0') <= 9) { return false; }
        Span<char> text = stackalloc char[Longest];
        return s_totals.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text[..Encoding.UTF8.GetChars(cell, text)].TrimEnd(": "));
    }
}

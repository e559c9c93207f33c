using System.Text;
using Hebb.Data.Reading;

namespace Hebb.Data.Csv;

/// <summary>Keeps rows back that may stand below a table, totals and lines of text, until it is known whether other rows follow.</summary>
internal sealed class TableEnd
{
    /// <summary>More rows of the kind are rows of the table.</summary>
    private const int Most = 10;

    private static readonly HashSet<string> s_totals = new(StringComparer.OrdinalIgnoreCase)
    {
        "total", "totals", "grand total", "overall total", "sum", "sums", "average", "totale", "totaal", "summe", "gesamt", "gesamtsumme", "insgesamt", "somme",
        "suma", "итого", "合計", "合计",
    };

    private readonly List<(string Word, byte[][] Cells, int Line)> _rows = [];

    /// <summary>Words that stand in rows of the table too, so that they are values of its first column: average beside poor and good.</summary>
    private readonly HashSet<string> _values = new(StringComparer.OrdinalIgnoreCase);
    private Exception? _broken;
    private int _lines;

    /// <summary>How many rows are kept back.</summary>
    public int Count => _rows.Count + _lines;

    /// <summary>How the first of them begins.</summary>
    public string First { get; private set; } = "";

    /// <summary>Keeps a line of a single field back, which among other rows is an error.</summary>
    public bool HoldsLine(CsvRowReader reader, Func<Exception> error)
    {
        if (!reader.IsSingleField || Count == Most) { return false; }
        if (Count == 0) { First = Encoding.UTF8.GetString(reader.FirstField); }
        _broken ??= error();
        _lines++;
        return true;
    }

    /// <summary>Keeps the row of a reader back, if it looks like a total.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="columns">How many columns are read.</param>
    /// <param name="mayBeWhole">Whether a row without an empty cell may be one; it may not where a model predicts each row.</param>
    public bool Holds(CsvRowReader reader, int columns, bool mayBeWhole)
    {
        if (Count == Most || !IsTotal(reader.FirstField)) { return false; }
        string word = Encoding.UTF8.GetString(reader.FirstField);
        // A total is not told twice.
        if (_values.Contains(word) || _rows.Any(row => row.Word.Equals(word, StringComparison.OrdinalIgnoreCase))) { return false; }
        byte[][] cells = new byte[columns][];
        for (int i = 0; i < columns; i++) { cells[i] = reader.Cell(i).ToArray(); }
        if (!mayBeWhole && cells.All(cell => cell.Length > 0)) { return false; }
        if (Count == 0) { First = word; }
        _rows.Add((word, cells, reader.Line));
        return true;
    }

    /// <summary>Counts the rows after all, because others follow.</summary>
    /// <param name="columns">What counts them.</param>
    /// <param name="skipsBad">Whether lines of a single field are left out.</param>
    /// <returns>How many rows there were, and how many lines.</returns>
    public (int Rows, int Lines) Release(ColumnEvidence[] columns, bool skipsBad)
    {
        if (_broken is not null && !skipsBad) { throw _broken; }
        foreach ((_, byte[][] cells, int line) in _rows)
        {
            for (int i = 0; i < columns.Length; i++) { columns[i].Add(cells[i], line); }
        }

        (int, int) counts = (_rows.Count, _lines);
        _values.UnionWith(_rows.Select(row => row.Word));
        _rows.Clear();
        (_broken, _lines) = (null, 0);
        return counts;
    }

    private static bool IsTotal(ReadOnlySpan<byte> cell)
    {
        const int Longest = 16;
        if (cell.Length is < 3 or > Longest || (uint)(cell[0] - '0') <= 9) { return false; }
        Span<char> text = stackalloc char[Longest];
        return s_totals.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text[..Encoding.UTF8.GetChars(cell, text)].TrimEnd(": "));
    }
}

using System.Text;

namespace Hebb.Data.Reading;

/// <summary>What a cell holds.</summary>
internal enum Cell
{
    /// <summary>A finite number.</summary>
    Number,

    /// <summary>No value.</summary>
    Missing,

    /// <summary>Anything else.</summary>
    Text,
}

/// <summary>Reads the cells of one column as its <see cref="ColumnReading"/> says, from UTF-8 and without allocating.</summary>
internal sealed class CellReader
{
    private readonly byte[][] _marks;
    private readonly double[] _numericMarks;
    private readonly int _longestMark;
    private readonly byte _decimalMark;
    private readonly bool _isNumber, _isText;
    private readonly string _affix;

    /// <summary>A reader of a column's cells.</summary>
    /// <param name="column">How the column is read.</param>
    /// <param name="marks">What means "no value" in every column.</param>
    public CellReader(ColumnReading column, IEnumerable<string> marks)
    {
        string[] all = [.. marks.Concat(column.Missing).Select(mark => mark.Trim()).Distinct(StringComparer.Ordinal)];
        _marks = [.. all.Select(Encoding.UTF8.GetBytes)];
        _longestMark = all.Length == 0 ? -1 : _marks.Max(mark => mark.Length);
        (_decimalMark, _isNumber, _affix) = ((byte)column.DecimalMark, column.IsNumber, column.Affix);
        _isText = column.Type == ColumnType.Text || column.Type == ColumnType.Category;
        _numericMarks = [.. _marks.Select(mark =>
            NumberText.TryRead(mark, '.', out double number, out string affix) && affix.Length == 0 ? number : double.NaN).Where(double.IsFinite)];
    }

    /// <summary>Whether the column holds numbers.</summary>
    public bool IsNumber => _isNumber;

    /// <summary>Reads a trimmed cell; <paramref name="number"/> is NaN unless it is a number. In columns of text and dates nothing is a number.</summary>
    public Cell Read(ReadOnlySpan<byte> cell, out double number)
    {
        if (_isNumber && NumberText.TrySimple(cell, _decimalMark, out number)) { return Known(ref number); }
        number = double.NaN;
        if (IsMark(cell)) { return Cell.Missing; }
        if (_isNumber && NumberText.TryRead(cell, (char)_decimalMark, out double read, out string affix)
            && (affix.Length == 0 || NumberParts.AreSame(affix, _affix)))
        {
            number = read;
            return Known(ref number);
        }

        return !_isText && MissingMarks.IsWeak(cell) ? Cell.Missing : Cell.Text;
    }

    /// <summary>
    /// Reads a number that is written in the plainest way, NaN where it means "no value"; false for anything else, which <see cref="Read"/> may understand.
    /// </summary>
    public bool TryReadSimple(ReadOnlySpan<byte> cell, out double number)
    {
        if (!NumberText.TrySimple(cell, _decimalMark, out number)) { return false; }
        Known(ref number);
        return true;
    }

    /// <summary>Whether a trimmed cell means "no value".</summary>
    public bool IsMissing(ReadOnlySpan<byte> cell) => _isNumber ? Read(cell, out _) == Cell.Missing : IsMark(cell) || (!_isText && MissingMarks.IsWeak(cell));

    /// <summary>Numbers that mean "no value" are compared as numbers: -999 and -999.0.</summary>
    private Cell Known(ref double number)
    {
        if (_numericMarks.Length == 0 || !_numericMarks.Contains(number)) { return Cell.Number; }
        number = double.NaN;
        return Cell.Missing;
    }

    private bool IsMark(ReadOnlySpan<byte> cell)
    {
        if (cell.Length > _longestMark) { return false; }
        foreach (byte[] mark in _marks)
        {
            if (cell.SequenceEqual(mark)) { return true; }
        }

        return false;
    }
}

using System.Globalization;
using System.Text;

namespace Hebb.Data.Csv;

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

/// <summary>Reads cells from UTF-8 text without allocating.</summary>
internal sealed class CellParser
{
    private const int LongestNumber = 64;


    private static readonly double[] s_powers = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    private readonly byte[][] _marks;
    private readonly int _longestMark;
    private readonly bool _numericMarks;
    private readonly bool _decimalComma;

    /// <summary>A parser for a decimal mark and the marks that mean "no value".</summary>
    public CellParser(char decimalMark, IEnumerable<string> missingMarks)
    {
        _decimalComma = decimalMark == ',';
        _marks = [.. missingMarks.Select(mark => Encoding.UTF8.GetBytes(mark.Trim()))];
        _longestMark = _marks.Length == 0 ? -1 : _marks.Max(mark => mark.Length);
        _numericMarks = _marks.Any(mark => TryNumber(mark, out double number) && !double.IsNaN(number));
    }

    /// <summary>Reads a trimmed cell; <paramref name="number"/> is NaN unless it is a number.</summary>
    public Cell Read(ReadOnlySpan<byte> cell, out double number)
    {
        number = double.NaN;
        if (_numericMarks && IsMissing(cell)) { return Cell.Missing; }
        if ((!_decimalComma && TrySimple(cell, out double parsed)) || (TryNumber(cell, out parsed) && double.IsFinite(parsed)))
        {
            number = parsed;
            return Cell.Number;
        }

        return IsMissing(cell) ? Cell.Missing : Cell.Text;
    }

    /// <summary>
    /// Reads digits with at most one point, as nearly all numbers are written. Up to 15 digits and the power of ten that divides them are exact doubles, so
    /// their quotient is rounded once and is the right number.
    /// </summary>
    private static bool TrySimple(ReadOnlySpan<byte> cell, out double number)
    {
        number = 0;
        bool isNegative = !cell.IsEmpty && cell[0] == '-';
        ReadOnlySpan<byte> digits = isNegative ? cell[1..] : cell;
        if (digits.Length is 0 or > 16) { return false; }
        long whole = 0;
        int point = -1;
        for (int i = 0; i < digits.Length; i++)
        {
            int digit = digits[i] - '0';
            if ((uint)digit <= 9) { whole = (whole * 10) + digit; }
            else if (digits[i] == '.' && point < 0) { point = i; }
            else { return false; }
        }

        if (digits.Length - (point < 0 ? 0 : 1) is 0 or > 15) { return false; }
        number = point < 0 ? whole : whole / s_powers[digits.Length - 1 - point];
        number = isNegative ? -number : number;
        return true;
    }

    /// <summary>Whether a trimmed cell means "no value".</summary>
    public bool IsMissing(ReadOnlySpan<byte> cell)
    {
        if (cell.Length > _longestMark)
        {
            return false;
        }

        foreach (byte[] mark in _marks)
        {
            if (cell.SequenceEqual(mark))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The cell without spaces and tabs around it.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> cell) => cell.Trim(" \t"u8);

    private bool TryNumber(ReadOnlySpan<byte> cell, out double number)
    {
        number = double.NaN;
        if (cell.IsEmpty || cell.Length > LongestNumber || cell[^1] > (byte)'9')
        {
            return false; // most text ends in a letter: the common case is decided here
        }

        if (!_decimalComma)
        {
            return double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
        }

        if (cell.Contains((byte)'.'))
        {
            return false;
        }

        Span<byte> point = stackalloc byte[LongestNumber];
        cell.Replace(point, (byte)',', (byte)'.');
        return double.TryParse(point[..cell.Length], NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }
}

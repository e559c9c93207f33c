using System.Globalization;
using System.Text;

namespace Hebb.Data.Csv;

/// <summary>What the first pass over a file learns about a column.</summary>
internal sealed class ColumnProfile(string name, bool isText)
{
    /// <summary>From this share of numbers on, other values are taken for mistakes rather than for text.</summary>
    private const double NearlyAll = 0.95;

    private int _numbers;
    private int _others;
    private string? _firstOther;
    private int _firstOtherLine;

    /// <summary>The column's name.</summary>
    public string Name { get; } = name;

    /// <summary>Counts a cell.</summary>
    public void Add(CellParser parser, ReadOnlySpan<byte> cell, int line)
    {
        if (isText)
        {
            return;
        }

        switch (parser.Read(cell, out _))
        {
            case Cell.Number:
                _numbers++;
                break;
            case Cell.Text:
                if (_others++ == 0)
                {
                    (_firstOther, _firstOtherLine) = (Encoding.UTF8.GetString(cell), line);
                }

                break;
        }
    }

    /// <summary>Whether the column holds numbers (or nothing at all); throws when it nearly does.</summary>
    public bool IsNumber(string? file, char decimalMark)
    {
        if (isText)
        {
            return false;
        }

        if (_others > 0 && _numbers >= NearlyAll * (_numbers + _others))
        {
            string decimals = decimalMark == ',' ? "with a decimal comma" : "with a decimal point";
            throw new DataException(
                string.Create(CultureInfo.InvariantCulture, $"'{_firstOther}' is not a number, but {_numbers} other values of the column are ")
                + (_others > 1 ? string.Create(CultureInfo.InvariantCulture, $"({_others} values are not). ") : "(it is the only one that is not). ")
                + $"Expected numbers {decimals}. Correct the value; or, if it means 'no value', add it to the missing marks; "
                + "or read the column as text, or skip it (CsvOptions: MissingMarks, TextColumns, SkipColumns).",
                file,
                _firstOtherLine,
                Name,
                _firstOther);
        }

        return _others == 0;
    }
}

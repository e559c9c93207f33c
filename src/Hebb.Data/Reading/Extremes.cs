using System.Globalization;

namespace Hebb.Data.Reading;

/// <summary>The smallest and the largest of many numbers, and whether one of them stands for "no value": −999, −1, 9999.</summary>
internal sealed class Extremes
{
    /// <summary>Fewer different numbers beside are codes, of which none is far from others.</summary>
    private const int FewestOthers = 10;

    /// <summary>Fewer rows with the value are chance.</summary>
    private const int FewestRows = 3;
    private const double SmallestShare = 0.005;

    private readonly double[] _distinct = new double[FewestOthers + 2];
    private int _distinctCount;
    private long _count;
    private (double Value, double Next, long Count) _low = (double.PositiveInfinity, double.PositiveInfinity, 0);
    private (double Value, double Next, long Count) _high = (double.NegativeInfinity, double.NegativeInfinity, 0);

    /// <summary>Whether so many rows of all are more than chance.</summary>
    public static bool MayRepeat(long count, long all) => count >= FewestRows && count >= SmallestShare * all;

    /// <summary>Takes a number; NaN is none.</summary>
    public void Add(double value)
    {
        if (double.IsNaN(value)) { return; }
        _count++;
        if (_distinctCount < _distinct.Length && !_distinct.AsSpan(0, _distinctCount).Contains(value)) { _distinct[_distinctCount++] = value; }
        if (value < _low.Value) { _low = (value, _low.Value, 1); }
        else if (value == _low.Value) { _low.Count++; }
        else if (value < _low.Next) { _low.Next = value; }
        if (value > _high.Value) { _high = (value, _high.Value, 1); }
        else if (value == _high.Value) { _high.Count++; }
        else if (value > _high.Next) { _high.Next = value; }
    }

    /// <summary>The value that repeats and lies far from all others, with how often it comes; null if there is none.</summary>
    public (double Value, long Count)? Mark =>
        _distinctCount <= FewestOthers ? null
        : IsFar(_low.Value, _low.Next, _high.Value - _low.Next, _low.Count) ? (_low.Value, _low.Count)
        : IsFar(_high.Value, _high.Next, _high.Next - _low.Value, _high.Count) ? (_high.Value, _high.Count) : null;

    /// <summary>A note about a value that repeats and lies far from all others; null if there is none.</summary>
    /// <param name="column">The column.</param>
    public ReadingNote? Note(string column)
    {
        if (Mark is not (double value, long count)) { return null; }
        string text = NumberText.Format(value);
        return new(
            column, string.Create(CultureInfo.InvariantCulture, $"{text} in {count} of {_count} rows lies far from all other values"),
            new Remedy(RemedyKind.MissingMark, column, text));
    }

    /// <summary>Farther from its neighbor than all others are from each other; or −1, −9, −99, … as the only negative number.</summary>
    private bool IsFar(double value, double next, double range, long count)
    {
        if (!MayRepeat(count, _count) || !(range > 0)) { return false; }
        bool isMark = value is -1 or -9 or -99 or -999 or -9999 or -99999 or -999999 && next >= 0 && range >= FewestOthers;
        return isMark || Math.Abs(next - value) > range;
    }
}

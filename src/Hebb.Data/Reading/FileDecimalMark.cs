namespace Hebb.Data.Reading;

/// <summary>
/// Whether the numbers of a file have decimal points or commas, by those that can be read in one way only. How one column is read (is "1,461" a thousand or
/// a fraction?) is decided in <see cref="ReadingDecision"/>.
/// </summary>
internal sealed class FileDecimalMark
{
    private long _points, _commas;

    /// <summary>The mark of the numbers that have one reading only, if all of them agree; null if they do not, or if there are none.</summary>
    public char? Mark => (_points > 0, _commas > 0) switch { (true, false) => '.', (false, true) => ',', _ => null };

    /// <summary>Looks at a trimmed cell.</summary>
    public void Add(ReadOnlySpan<byte> cell)
    {
        if (!cell.ContainsAny((byte)'.', (byte)',') || !NumberText.TryBoth(cell, out double withPoint, out double withComma, out _)) { return; }
        _points += double.IsNaN(withComma) ? 1 : 0;
        _commas += double.IsNaN(withPoint) ? 1 : 0;
    }

    /// <summary>Adds what is known about a column.</summary>
    public void Add(ColumnEvidence column)
    {
        _points += column.Points.Count;
        _commas += column.Commas.Count;
    }
}

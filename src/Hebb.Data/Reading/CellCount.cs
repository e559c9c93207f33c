using System.Text;

namespace Hebb.Data.Reading;

/// <summary>How many cells are of a sort, and which was the first.</summary>
internal sealed class CellCount
{
    /// <summary>How many.</summary>
    public long Count { get; private set; }

    /// <summary>The first one; empty if there is none.</summary>
    public string First { get; private set; } = "";

    /// <summary>The line of the first one.</summary>
    public int Line { get; private set; }

    /// <summary>Counts a cell.</summary>
    public void Add(ReadOnlySpan<byte> cell, int line)
    {
        if (Count++ == 0) { (First, Line) = (Encoding.UTF8.GetString(cell), line); }
    }
}

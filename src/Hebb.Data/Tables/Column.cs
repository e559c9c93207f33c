namespace Hebb.Data.Tables;

/// <summary>A named column of a <see cref="Table"/>: either a <see cref="NumberColumn"/> or a <see cref="TextColumn"/>. Immutable.</summary>
public abstract class Column
{
    private protected Column(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
    }

    /// <summary>The column's name.</summary>
    public string Name { get; }

    /// <summary>The number of rows, missing values included.</summary>
    public abstract int Count { get; }

    /// <summary>The number of rows without a value.</summary>
    public abstract int MissingCount { get; }

    /// <summary>Whether a row has no value.</summary>
    /// <param name="row">The row, counted from 0.</param>
    public abstract bool IsMissing(int row);

    /// <summary>A value as text: numbers in their shortest exact form with a decimal point; null when missing.</summary>
    /// <param name="row">The row, counted from 0.</param>
    public abstract string? TextAt(int row);

    /// <summary>A column of the given rows, in the given order; rows may repeat.</summary>
    /// <param name="rows">Row numbers, counted from 0.</param>
    public abstract Column Take(ReadOnlySpan<int> rows);

    /// <summary>The same values under another name.</summary>
    /// <param name="name">The new name.</param>
    public abstract Column Rename(string name);
}

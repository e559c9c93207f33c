namespace Hebb.Data.Tables;

/// <summary>A column of text. Null is a missing value.</summary>
public sealed class TextColumn : Column
{
    private readonly string?[] _values;

    /// <summary>Wraps an array of texts; it must not be changed afterwards.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="values">One text a row, null where it is missing.</param>
    public TextColumn(string name, params string?[] values)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(values);
        _values = values;
        foreach (string? value in values) { MissingCount += value is null ? 1 : 0; }
    }

    /// <summary>The texts, null where missing.</summary>
    public ReadOnlySpan<string?> Values => _values;

    /// <inheritdoc/>
    public override int Count => _values.Length;

    /// <inheritdoc/>
    public override int MissingCount { get; }

    /// <summary>A text, null when missing.</summary>
    /// <param name="row">The row, counted from 0.</param>
    public string? this[int row] => _values[row];

    /// <inheritdoc/>
    public override bool IsMissing(int row) => _values[row] is null;

    /// <inheritdoc/>
    public override string? TextAt(int row) => _values[row];

    /// <inheritdoc/>
    public override TextColumn Take(ReadOnlySpan<int> rows)
    {
        string?[] taken = new string?[rows.Length];
        for (int i = 0; i < taken.Length; i++)
        {
            taken[i] = _values[rows[i]];
        }

        return new TextColumn(Name, taken);
    }

    /// <inheritdoc/>
    public override TextColumn Rename(string name) => new(name, _values);
}

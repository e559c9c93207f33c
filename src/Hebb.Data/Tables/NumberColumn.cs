using Hebb.Data.Reading;

namespace Hebb.Data.Tables;

/// <summary>A column of numbers. NaN is a missing value.</summary>
public sealed class NumberColumn : Column
{
    private readonly double[] _values;

    /// <summary>Wraps an array of numbers; it must not be changed afterwards.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="values">One number a row, NaN where it is missing; never infinite.</param>
    public NumberColumn(string name, params double[] values)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(values);
        for (int row = 0; row < values.Length; row++)
        {
            if (double.IsInfinity(values[row]))
            {
                throw new DataException(
                    $"Row {row} of column '{name}' is infinite. Expected finite numbers, or NaN for a missing value.", null, column: name);
            }

            MissingCount += double.IsNaN(values[row]) ? 1 : 0;
        }

        _values = values;
    }

    private NumberColumn(string name, double[] values, int missing)
        : base(name)
    {
        _values = values;
        MissingCount = missing;
    }

    /// <summary>The numbers, NaN where missing.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <inheritdoc/>
    public override int Count => _values.Length;

    /// <inheritdoc/>
    public override int MissingCount { get; }

    /// <summary>A number, NaN when missing.</summary>
    /// <param name="row">The row, counted from 0.</param>
    public double this[int row] => _values[row];

    /// <inheritdoc/>
    public override bool IsMissing(int row) => double.IsNaN(_values[row]);

    /// <inheritdoc/>
    public override string? TextAt(int row) => double.IsNaN(_values[row]) ? null : Format(_values[row]);

    /// <inheritdoc/>
    public override NumberColumn Take(ReadOnlySpan<int> rows)
    {
        double[] taken = new double[rows.Length];
        int missing = 0;
        for (int i = 0; i < taken.Length; i++)
        {
            taken[i] = _values[rows[i]];
            missing += double.IsNaN(taken[i]) ? 1 : 0;
        }

        return new NumberColumn(Name, taken, missing);
    }

    /// <inheritdoc/>
    public override NumberColumn Rename(string name) => new(name, _values, MissingCount);

    /// <summary>The numbers of the rows that have one.</summary>
    internal double[] Known()
    {
        if (MissingCount == 0) { return [.. _values]; }
        double[] known = new double[Count - MissingCount];
        int next = 0;
        foreach (double value in _values)
        {
            if (!double.IsNaN(value)) { known[next++] = value; }
        }

        return known;
    }

    /// <summary>The same in ascending order.</summary>
    internal double[] Sorted()
    {
        double[] known = Known();
        Array.Sort(known);
        return known;
    }

    /// <summary>The shortest text that gives the same number again; −0 is written 0, so that equal numbers are equal texts.</summary>
    internal static string Format(double value) => NumberText.Format(value);
}

using System.Globalization;

namespace Hebb.Data.Tables;

/// <summary>A column of dates that a program gives as dates, so that no format comes between. As text they are written as in ISO 8601.</summary>
internal sealed class DateColumn(string name, params DateTime?[] values) : Column(name)
{
    /// <summary>A date; null when missing.</summary>
    public DateTime? this[int row] => values[row];

    /// <inheritdoc/>
    public override int Count => values.Length;

    /// <inheritdoc/>
    public override int MissingCount { get; } = values.Count(value => value is null);

    /// <inheritdoc/>
    public override bool IsMissing(int row) => values[row] is null;

    /// <inheritdoc/>
    public override string? TextAt(int row) => values[row] is not { } date ? null
        : date.ToString(date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override DateColumn Take(ReadOnlySpan<int> rows)
    {
        var taken = new DateTime?[rows.Length];
        for (int i = 0; i < taken.Length; i++) { taken[i] = values[rows[i]]; }
        return new DateColumn(Name, taken);
    }

    /// <inheritdoc/>
    public override DateColumn Rename(string name) => new(name, values);
}

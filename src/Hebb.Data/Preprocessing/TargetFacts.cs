using Hebb.Data.Tables;

namespace Hebb.Data.Preprocessing;

/// <summary>What has to be known about the column to predict to decide the task; the same whether it lies in memory or went by once.</summary>
internal sealed record TargetFacts
{
    /// <summary>The column.</summary>
    public required string Name { get; init; }

    /// <summary>All different values in the order of their codes; of too many numbers the smallest and the largest.</summary>
    public required string[] Values { get; init; }

    /// <summary>How many rows each of <see cref="Values"/> has; of too many numbers nothing.</summary>
    public required long[] Counts { get; init; }

    /// <summary>For numbers: the smallest.</summary>
    public double Low { get; init; }

    /// <summary>For numbers: the largest.</summary>
    public double High { get; init; }

    /// <summary>How many values differ.</summary>
    public required long Distinct { get; init; }

    /// <summary>How many rows have a value.</summary>
    public required long Present { get; init; }

    /// <summary>How many rows have none.</summary>
    public required long Missing { get; init; }

    /// <summary>Whether all values are numbers.</summary>
    public required bool IsNumber { get; init; }

    /// <summary>Whether all numbers are whole.</summary>
    public required bool AllWhole { get; init; }

    /// <summary>The facts of a column in memory.</summary>
    public static TargetFacts Of(Column column)
    {
        string[] values = [.. LabelEncoder.SortedValues(column)];
        Dictionary<string, long> counts = Enumerable.Range(0, column.Count)
            .Where(row => !column.IsMissing(row))
            .CountBy(row => column.TextAt(row)!, StringComparer.Ordinal)
            .ToDictionary(pair => pair.Key, pair => (long)pair.Value, StringComparer.Ordinal);
        double[] numbers = column is NumberColumn known ? [.. known.Values.ToArray().Where(value => !double.IsNaN(value))] : [];
        return new()
        {
            Name = column.Name,
            Values = values,
            Counts = [.. values.Select(value => counts[value])],
            Low = numbers.DefaultIfEmpty(double.NaN).Min(),
            High = numbers.DefaultIfEmpty(double.NaN).Max(),
            Distinct = values.Length,
            Present = column.Count - column.MissingCount,
            Missing = column.MissingCount,
            IsNumber = column is NumberColumn,
            AllWhole = column is NumberColumn && numbers.All(value => value == Math.Floor(value)),
        };
    }
}

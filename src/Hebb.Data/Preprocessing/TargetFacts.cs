using Hebb.Data.Tables;

namespace Hebb.Data.Preprocessing;

/// <summary>What has to be known about the column to predict to decide the task; the same whether it lies in memory or went by once.</summary>
internal sealed record TargetFacts
{
    /// <summary>The column.</summary>
    public required string Name { get; init; }

    /// <summary>All different values in the order of their codes; of too many numbers the smallest and the largest.</summary>
    public required string[] Values { get; init; }

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
        return new()
        {
            Name = column.Name,
            Values = values,
            Distinct = values.Length,
            Present = column.Count - column.MissingCount,
            Missing = column.MissingCount,
            IsNumber = column is NumberColumn,
            AllWhole = column is NumberColumn numbers && numbers.Values.ToArray().All(value => double.IsNaN(value) || value == Math.Floor(value)),
        };
    }
}

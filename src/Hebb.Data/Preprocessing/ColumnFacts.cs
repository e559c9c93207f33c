using Hebb.Data.Reading;
using Hebb.Data.Tables;

namespace Hebb.Data.Preprocessing;

/// <summary>What has to be known about a column to decide what it is; the same whether it lies in memory or went by once.</summary>
internal sealed record ColumnFacts
{
    /// <summary>The column.</summary>
    public required string Name { get; init; }

    /// <summary>Whether all its values are numbers.</summary>
    public required bool IsNumber { get; init; }

    /// <summary>How many rows have a value.</summary>
    public required long Present { get; init; }

    /// <summary>How many rows have none.</summary>
    public required long Missing { get; init; }

    /// <summary>How many values differ (of the rows looked at).</summary>
    public required long Distinct { get; init; }

    /// <summary>How many rows with a value the count of different values is about.</summary>
    public required long Counted { get; init; }

    /// <summary>The only value, if there is just one.</summary>
    public string? Only { get; init; }

    /// <summary>For numbers: the smallest.</summary>
    public double Low { get; init; }

    /// <summary>For numbers: the largest.</summary>
    public double High { get; init; }

    /// <summary>For numbers: whether all are whole.</summary>
    public bool AllWhole { get; init; }

    /// <summary>For numbers: whether each one is larger, or each one smaller, than the one before.</summary>
    public bool Monotone { get; init; }

    /// <summary>For text: all lengths together.</summary>
    public long Length { get; init; }

    /// <summary>For text: whether every value is a yes or a no.</summary>
    public bool YesNo { get; init; }

    /// <summary>For text: the format in which every value is a date, or null.</summary>
    public DateFormat? Dates { get; init; }

    /// <summary>For text: whether a user said that it is a category.</summary>
    public bool IsCategory { get; init; }

    /// <summary>The facts of a column in memory.</summary>
    /// <param name="column">The column.</param>
    /// <param name="reading">How it was read from a file; null if it was not.</param>
    public static ColumnFacts Of(Column column, ColumnReading? reading = null) =>
        column is NumberColumn numbers ? Of(numbers) : Of((TextColumn)column, reading);

    private static ColumnFacts Of(NumberColumn column)
    {
        double[] values = column.Known(), sorted = column.Sorted();
        int distinct = sorted.Length == 0 ? 0 : 1;
        for (int i = 1; i < sorted.Length; i++) { distinct += sorted[i] != sorted[i - 1] ? 1 : 0; }
        bool up = true, down = true;
        for (int i = 1; i < values.Length; i++)
        {
            up &= values[i] > values[i - 1];
            down &= values[i] < values[i - 1];
        }

        return new()
        {
            Name = column.Name,
            IsNumber = true,
            Present = values.Length,
            Missing = column.MissingCount,
            Distinct = distinct,
            Counted = values.Length,
            Only = distinct == 1 ? NumberColumn.Format(values[0]) : null,
            Low = sorted.FirstOrDefault(),
            High = sorted.LastOrDefault(),
            AllWhole = Array.TrueForAll(values, value => value == Math.Floor(value)),
            Monotone = up || down,
        };
    }

    private static ColumnFacts Of(TextColumn column, ColumnReading? reading)
    {
        string[] values = [.. column.Values.ToArray().Where(value => value is not null)!];
        HashSet<string> seen = new(values, StringComparer.Ordinal);
        return new()
        {
            Name = column.Name,
            IsNumber = false,
            Present = values.Length,
            Missing = column.MissingCount,
            Distinct = seen.Count,
            Counted = values.Length,
            Only = seen.Count == 1 ? values[0] : null,
            Length = values.Sum(value => (long)value.Length),
            YesNo = seen.All(value => BooleanFeature.ValueOf(value) is not null),
            Dates = reading is null ? ColumnDates.FormatOf(column) : reading.Type.Format,
            IsCategory = reading?.Type == ColumnType.Category,
        };
    }
}

using Hebb.Data;
using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;

namespace Hebb.Learning.Trees;

/// <summary>A column that trees look at: numbers, or categories as codes. It is neither scaled nor filled in.</summary>
public sealed class TreeColumn
{
    /// <summary>More categories than this need more than 16 bits a cell, and have too few rows each to say anything.</summary>
    internal const int MostCategories = 65_000;

    private readonly double[] _values;

    private TreeColumn(double[] values, int categories, string? name = null) => (_values, CategoryCount, Name) = (values, categories, name);

    /// <summary>The column of the table, or what the pipeline calls a number that it makes of one; null for arrays.</summary>
    public string? Name { get; }

    /// <summary>The number of categories; 0 for a column of numbers.</summary>
    public int CategoryCount { get; }

    /// <summary>The number of rows.</summary>
    public int Rows => _values.Length;

    /// <summary>The numbers, or the codes as numbers; NaN where missing.</summary>
    internal double[] Values => _values;

    /// <summary>Some rows of the column.</summary>
    internal TreeColumn Take(int[] rows) => new([.. rows.Select(row => _values[row])], CategoryCount, Name);

    /// <summary>A column of numbers.</summary>
    /// <param name="values">One number a row, NaN where it is missing. The array must not be changed afterwards.</param>
    /// <exception cref="ArgumentException">A number is infinite.</exception>
    public static TreeColumn Numbers(params double[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        int infinite = Array.FindIndex(values, double.IsInfinity);
        return infinite < 0
            ? new(values, 0)
            : throw new ArgumentException($"Row {infinite} is infinite. Expected finite numbers, or NaN for a missing value.", nameof(values));
    }

    /// <summary>A column of categories.</summary>
    /// <param name="codes">One code a row: 0 to <paramref name="count"/> − 1, or −1 where it is missing or unknown.</param>
    /// <param name="count">The number of categories, 1 to 65 000.</param>
    /// <exception cref="ArgumentException">A code or the number of categories is out of range.</exception>
    public static TreeColumn Categories(IReadOnlyList<int> codes, int count)
    {
        ArgumentNullException.ThrowIfNull(codes);
        if (count is < 1 or > MostCategories)
        {
            throw new ArgumentOutOfRangeException(
                nameof(count), count, $"A column has {count} categories. Expected 1 to {MostCategories}: leave the column out, or hash its values.");
        }

        double[] values = new double[codes.Count];
        for (int row = 0; row < values.Length; row++)
        {
            values[row] = codes[row] is var code && code >= -1 && code < count
                ? code < 0 ? double.NaN : code
                : throw new ArgumentException($"Row {row} has the code {code}. Expected 0 to {count - 1}, or -1 for a missing one.", nameof(codes));
        }

        return new(values, count);
    }

    /// <summary>
    /// The columns of a table as its pipeline knows them: numbers and categories as they are (missing and unknown ones stay so), yes and no as 1 and −1, hashed
    /// texts as a category for each value of the hash, dates as the numbers that the pipeline makes of them.
    /// </summary>
    /// <param name="table">A table with all columns of the pipeline, in any order.</param>
    /// <param name="pipeline">What was learned about the columns from the training rows.</param>
    /// <exception cref="DataException">A column is missing, holds what it should not, or has more than 65 000 categories.</exception>
    public static TreeColumn[] Of(Table table, ColumnPipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(pipeline);
        return [.. pipeline.Plain(table).Select(column => column.CategoryCount <= MostCategories
            ? new TreeColumn(column.Values, column.CategoryCount, column.Name)
            : throw new DataException(
                $"The column has {column.CategoryCount} categories. Trees take at most {MostCategories}.", table.Source, null, column.Name, null,
                [new(RemedyKind.DropColumn, column.Name)]))];
    }
}

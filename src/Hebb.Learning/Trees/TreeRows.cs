using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;
using static System.FormattableString;

namespace Hebb.Learning.Trees;

/// <summary>Rows to learn from, or to stop by: columns, what is to be predicted, and how much each row counts.</summary>
public sealed class TreeRows
{
    /// <summary>The squares of larger numbers are not finite any more, or nearly so.</summary>
    private const double LargestTarget = 1e150;

    /// <summary>Larger weights do not fit derivatives, which are floats.</summary>
    private const double LargestWeight = 1e9;

    /// <summary>Rows of columns.</summary>
    /// <param name="columns">At least one column; all of the same length.</param>
    /// <param name="target">The number of each row to predict, or its class: 0, 1, …</param>
    /// <param name="weights">How much each row counts, 0 to 10⁹; null for 1 each.</param>
    /// <exception cref="ArgumentException">Lengths differ, there are no rows, a target is missing or beyond 10¹⁵⁰, or a weight is out of range.</exception>
    public TreeRows(IReadOnlyList<TreeColumn> columns, double[] target, double[]? weights = null)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(target);
        if (columns.Count == 0 || target.Length == 0)
        {
            throw new ArgumentException($"{columns.Count} columns of {target.Length} rows are given. Expected at least one of each.", nameof(columns));
        }

        int other = columns.ToList().FindIndex(column => column.Rows != target.Length);
        if (other >= 0)
        {
            throw new ArgumentException($"Column {other} has {columns[other].Rows} rows, the target {target.Length}. Expected the same.", nameof(columns));
        }

        int bad = Array.FindIndex(target, value => !(Math.Abs(value) <= LargestTarget));
        if (bad >= 0)
        {
            throw new ArgumentException(
                Invariant($"The target of row {bad} is {target[bad]}. Expected a number of at most {LargestTarget}: leave such rows out."), nameof(target));
        }

        if (weights is not null && (weights.Length != target.Length || !weights.All(weight => weight is >= 0 and <= LargestWeight) || weights.Sum() <= 0))
        {
            throw new ArgumentException(Invariant($"Expected {target.Length} weights from 0 to {LargestWeight}, not all 0."), nameof(weights));
        }

        (Columns, Target, Weights) = (columns, target, weights);
    }

    /// <summary>The columns.</summary>
    public IReadOnlyList<TreeColumn> Columns { get; }

    /// <summary>The number of rows.</summary>
    public int Count => Target.Length;

    internal double[] Target { get; }

    internal double[]? Weights { get; }

    /// <summary>Rows of a table: the columns of <see cref="TreeColumn.Of"/>, and the target as <see cref="ColumnPipeline.EncodeTarget"/> encodes it for
    /// networks: class codes, or standardized numbers.</summary>
    /// <param name="table">A table with the columns and the target of the pipeline.</param>
    /// <param name="pipeline">What was learned about them from the training rows.</param>
    /// <param name="weights">How much each row counts; null for 1 each.</param>
    /// <exception cref="Data.DataException">A column is missing, holds what it should not, or a target is missing.</exception>
    public static TreeRows Of(Table table, ColumnPipeline pipeline, double[]? weights = null) =>
        new(TreeColumn.Of(table, pipeline), Array.ConvertAll(pipeline.EncodeTarget(table), value => (double)value), weights);

    /// <summary>Some of the rows, in this order.</summary>
    internal TreeRows Take(int[] rows) => new(
        [.. Columns.Select(column => column.Take(rows))], [.. rows.Select(row => Target[row])], Weights is null ? null : [.. rows.Select(row => Weights[row])]);

    /// <summary>How much a row counts.</summary>
    internal double WeightAt(int row) => Weights is null ? 1 : Weights[row];

    /// <summary>The weighted mean of something over all rows, added up in their order.</summary>
    internal double Mean(Func<int, double> value)
    {
        double sum = 0, weights = 0;
        for (int row = 0; row < Count; row++)
        {
            weights += WeightAt(row);
            sum += WeightAt(row) * value(row);
        }

        return sum / weights;
    }
}

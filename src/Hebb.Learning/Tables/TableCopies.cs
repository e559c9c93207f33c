using Hebb.Data;
using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;
using static System.FormattableString;

namespace Hebb.Learning.Tables;

/// <summary>Which rows of a table are equal in all columns that are learned from, and so must stay on one side of every split.</summary>
internal sealed record TableCopies
{
    /// <summary>Which rows are equal; each stands for itself where equal rows are no copies.</summary>
    public required EqualRows Equal { get; init; }

    /// <summary>What was found, in a sentence; null for nothing.</summary>
    public string? Finding { get; private init; }

    /// <summary>Looks for equal rows.</summary>
    /// <param name="rows">The rows to learn from and to judge by.</param>
    /// <param name="schema">What is learned from.</param>
    /// <param name="fewest">Fewer different rows than this are refused.</param>
    public static TableCopies Of(Table rows, Schema schema, int fewest)
    {
        Column[] inputs = [.. schema.Features.Select(column => rows[column.Name])];
        EqualRows equal = EqualRows.Of(rows.Rows, inputs);
        if (equal.Copies == 0) { return new() { Equal = equal }; }

        // With fewer combinations than rows it is no accident that rows are equal, and new rows will equal these: they are drawn from the same few.
        double combinations = inputs.Aggregate(1.0, (product, column) => product * EqualRows.Of(rows.Rows, [column]).First.Length);
        if (combinations <= rows.Rows)
        {
            return new()
            {
                Equal = EqualRows.None(rows.Rows),
                Finding = Invariant($"equal rows: {equal.Copies} rows equal others in all columns used, as they must, because the columns have only ")
                    + Invariant($"{combinations} combinations: they stand in all parts"),
            };
        }

        return equal.First.Length >= fewest
            ? new()
            {
                Equal = equal,
                Finding = Invariant($"copies: {equal.Copies} rows equal others in all columns used; equal rows are kept in the same part, because copies in ")
                    + "different parts would make the held-out figures too good",
            }
            : throw new DataException(
                $"There are only {equal.First.Length} different rows with a value to predict; the other {equal.Copies} are copies. "
                + $"Expected at least {fewest}: add rows.",
                rows.Source,
                column: schema.Target);
    }
}

using Hebb.Data;
using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;
using static System.FormattableString;

namespace Hebb.Learning.Tables;

/// <summary>Which rows of a table are equal in all columns that are learned from, and so must stay on one side of every split.</summary>
internal sealed record TableCopies
{
    /// <summary>At most so many different values are codes, whatever they look like.</summary>
    private const int FewValues = 20;

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
        double combinations = inputs.Aggregate(1.0, (product, column) => product * PossibleValues(column));
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
                Finding = Invariant($"duplicates: {equal.Copies} {(equal.Copies == 1 ? "row equals another" : "rows equal others")} in all columns used; ")
                    + EqualRows.KeptTogether,
            }
            : throw new DataException(
                $"There are only {equal.First.Length} different rows with a value to predict; the other {equal.Copies} are duplicates. "
                + $"Expected at least {fewest}: add rows.",
                rows.Source,
                column: schema.Target);
    }

    /// <summary>How many values a column can have: those it has, all whole numbers between its own, and of fractions any number.</summary>
    private static double PossibleValues(Column column)
    {
        int different = EqualRows.Of(column.Count, [column]).First.Length;
        double[] numbers = column is NumberColumn some ? [.. some.Values.ToArray().Where(value => !double.IsNaN(value))] : [];
        return different <= FewValues || numbers.Length == 0 ? different
            : numbers.All(value => value == Math.Floor(value)) ? numbers.Max() - numbers.Min() + 1
            : double.PositiveInfinity;
    }
}

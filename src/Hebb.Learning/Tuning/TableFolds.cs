using Hebb.Data;
using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;
using Hebb.Tuning;

namespace Hebb.Learning.Tuning;

/// <summary>Folds of the rows of a table.</summary>
internal static class TableFolds
{
    /// <summary>Folds with equal proportions of classes; of a number, folds without regard to it. Equal rows are in the same fold.</summary>
    public static IReadOnlyList<Fold> For(Table rows, EqualRows equal, Schema schema, int folds, long seed, bool stratified = true) =>
        [.. OfDifferent(rows.Take(equal.First), schema, folds, seed, stratified)
            .Select(fold => equal.Copies == 0 ? fold : new Fold([.. equal.RowsOf(fold.Train).Order()], [.. equal.RowsOf(fold.Test).Order()]))];

    private static IReadOnlyList<Fold> OfDifferent(Table rows, Schema schema, int folds, long seed, bool stratified)
    {
        if (!stratified || schema.Task == LearningTask.Regression) { return Folds.KFold(rows.Rows, folds, seed); }
        int[] codes = Codes(rows[schema.Target]);
        var rarest = codes.GroupBy(code => code).Select(group => (group.Key, Count: group.Count())).MinBy(group => group.Count);
        return rarest.Count >= folds ? Folds.Stratified(codes, folds, seed) : throw new DataException(
            $"A class of '{schema.Target}' has only {rarest.Count} rows, so it cannot be in each of {folds} folds. "
            + "Use fewer folds, add rows of this class, or leave it out.",
            rows.Source,
            column: schema.Target);
    }

    /// <summary>Folds in which the rows of a value of this column stay together.</summary>
    public static IReadOnlyList<Fold> Grouped(Table rows, string groups, int folds) => Folds.Grouped(Codes(rows[groups]), folds);

    /// <summary>A number for each different value; missing is one of them.</summary>
    private static int[] Codes(Column column)
    {
        Dictionary<string, int> codes = [];
        int[] coded = new int[column.Count];
        for (int row = 0; row < coded.Length; row++)
        {
            string value = column.TextAt(row) ?? "";
            if (!codes.TryGetValue(value, out int code)) { codes[value] = code = codes.Count; }
            coded[row] = code;
        }

        return coded;
    }
}

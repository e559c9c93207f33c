using Hebb.Data.Reading;
using Hebb.Data.Tables;

namespace Hebb.Data.Preprocessing;

/// <summary>Dates of whole columns.</summary>
internal static class ColumnDates
{
    /// <summary>How the dates of a column are written: as the table was read, or as all values are; null if they are no dates.</summary>
    public static DateFormat? FormatOf(Table table, Column column) => table.Reading?.Find(column.Name)?.Type.Format ?? FormatOf(column);

    /// <summary>The format in which all values of a column are written, or null.</summary>
    public static DateFormat? FormatOf(Column column)
    {
        if (column is not TextColumn texts || column.MissingCount == column.Count) { return null; }
        List<DateFormat> candidates = DateFormat.Candidates();
        foreach (string? text in texts.Values)
        {
            if (text is not null && !DateFormat.Narrow(candidates, text)) { return null; }
        }

        return candidates[0];
    }

    /// <summary>The dates of a column; missing ones are left out.</summary>
    public static IEnumerable<DateTime> In(Column column, DateFormat format)
    {
        for (int row = 0; row < column.Count; row++)
        {
            if (column.TextAt(row) is { } text) { yield return format.Parse(text)!.Value; }
        }
    }
}

namespace Hebb.Learning.Evaluation;

/// <summary>A table of text: the first column to the left, numbers to the right.</summary>
internal static class TextTable
{
    /// <summary>Lines of rows of equal length; the first one is the heading.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<string[]> rows)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        return rows.Select(
            row => "  " + string.Join("   ", row.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column]))).TrimEnd());
    }
}

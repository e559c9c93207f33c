namespace Hebb.Cli;

/// <summary>A table of text: the first column to the left, numbers to the right.</summary>
internal static class Columns
{
    /// <summary>Writes rows of equal length; the first one is the heading.</summary>
    public static void Write(TextWriter writer, IReadOnlyList<string[]> rows)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        foreach (string[] row in rows)
        {
            writer.WriteLine("  " + string.Join("   ", row.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column]))).TrimEnd());
        }
    }
}

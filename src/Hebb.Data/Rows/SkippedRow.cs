using System.Globalization;

namespace Hebb.Data.Rows;

/// <summary>A row that could not be scored.</summary>
/// <param name="Source">What the rows are called, usually the name of the file.</param>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="Reason">What is wrong with it.</param>
public sealed record SkippedRow(string? Source, int Line, string Reason)
{
    /// <summary>Place and reason in one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Source ?? "input"}, line {Line}: {Reason}. The row is skipped.");
}

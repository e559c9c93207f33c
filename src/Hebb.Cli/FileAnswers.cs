using System.Globalization;
using Hebb.Data;

namespace Hebb.Cli;

/// <summary>Classes answered for files, as text and as a table.</summary>
internal static class FileAnswers
{
    /// <summary>One answer on a line, with the probability of every class, the most probable first.</summary>
    public static string Text(Predictions answer) => string.Join("  ", answer.Classes
        .Select((name, code) => (name, Probability: answer.Probability(0, code))).OrderByDescending(one => one.Probability)
        .Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.name}={one.Probability:R}")).Prepend(answer[0]));

    /// <summary>A row for each file.</summary>
    public static Table ToTable(IReadOnlyList<string> names, IReadOnlyList<Predictions> answers)
    {
        Table[] parts = [.. answers.Where(part => part.Rows > 0).Select(part => part.ToTable())];
        return new Table([
            new TextColumn("file", [.. names]),
            .. parts[0].Columns.Select((column, i) => (Column)(column is TextColumn
                ? new TextColumn(column.Name, [.. parts.SelectMany(part => Enumerable.Range(0, part.Rows).Select(row => part.Columns[i].TextAt(row)))])
                : new NumberColumn(column.Name, [.. parts.SelectMany(part => ((NumberColumn)part.Columns[i]).Values.ToArray())]))),
        ]);
    }
}

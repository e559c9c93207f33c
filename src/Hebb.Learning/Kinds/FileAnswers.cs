using System.Globalization;
using Hebb.Data.Tables;
using Hebb.Learning.Evaluation;

namespace Hebb.Learning.Kinds;

/// <summary>Classes answered for files.</summary>
internal static class FileAnswers
{
    /// <summary>A row for each file; if a single file was named, a line too.</summary>
    /// <param name="inputs">What was named: files and folders.</param>
    /// <param name="files">The files.</param>
    /// <param name="names">Those that could be read.</param>
    /// <param name="answers">The answers to them, in parts.</param>
    public static PredictionResult Of(
        IReadOnlyList<string> inputs, IReadOnlyList<string> files, IReadOnlyList<string> names, IReadOnlyList<Predictions> answers)
    {
        bool isOne = files is [_] && inputs is [var only] && only == files[0];
        return new() { Table = ToTable(names, answers), Line = isOne ? Ranked(answers[0]) : null, Skipped = files.Count - names.Count };
    }

    /// <summary>One answer on a line, with the probability of every class, in their order, or the interval of a number.</summary>
    public static string Line(Predictions answer) => Line(answer, [.. Enumerable.Range(0, answer.Classes.Count)]);

    /// <summary>The same with the most probable class first: pictures have many.</summary>
    private static string Ranked(Predictions answer) =>
        Line(answer, [.. Enumerable.Range(0, answer.Classes.Count).OrderByDescending(code => answer.Probability(0, code))]);

    private static string Line(Predictions answer, int[] codes) => string.Join("  ", (string[])
    [
        answer[0],
        .. codes.Select(code => string.Create(CultureInfo.InvariantCulture, $"{answer.Classes[code]}={answer.Probability(0, code):R}")),
        .. answer.Bounds.Select(bound => string.Create(CultureInfo.InvariantCulture, $"{bound.Name}={bound.Numbers[0]:R}")),
    ]);

    private static Table ToTable(IReadOnlyList<string> names, IReadOnlyList<Predictions> answers)
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

using Hebb.Data.Csv;
using Hebb.Data.Reading;
using Hebb.Data.Tables;
using Hebb.Learning.Kinds;

namespace Hebb.Learning.Tables;

/// <summary>Columns of a table that stand before the answers to its rows: a key, or everything.</summary>
internal static class KeptColumns
{
    /// <summary>The columns to keep.</summary>
    public static LearningOption<string[]> Option { get; } = LearningOption.Names(
        "keep", "a,b|all", "Columns of the input to write before the predictions: names, or all.");

    /// <summary>Reads a table; columns that are kept and that the model does not need stay as they are written.</summary>
    /// <param name="input">The rows.</param>
    /// <param name="isJson">Whether they are JSON lines; null to find out.</param>
    /// <param name="options">How they are read.</param>
    /// <param name="wanted">What is to be kept.</param>
    /// <param name="needed">The columns that the model needs.</param>
    /// <param name="kept">The names of the columns to keep.</param>
    public static Table Read(
        CsvInput input, bool? isJson, CsvOptions options, string[] wanted, IReadOnlyCollection<string> needed, out IReadOnlyList<string> kept)
    {
        Table table = new RowFile(input, options, isJson).Read();
        kept = [];
        if (wanted.Length == 0) { return table; }
        string[] names = [.. table.Columns.Select(column => column.Name)];
        kept = wanted is ["all"] && !names.Contains("all") ? names : [.. wanted.Distinct(StringComparer.Ordinal)];
        foreach (string name in kept)
        {
            if (table.Find(name) is null) { throw new UsageException($"There is no column '{name}' to keep. {Suggest.Sentence(name, names, "columns")}"); }
        }

        Dictionary<string, ColumnType> types = new(options.Types, StringComparer.Ordinal);
        foreach (string name in kept.Except(needed).Where(name => table[name] is not TextColumn)) { types[name] = ColumnType.Text; }
        return types.Count == options.Types.Count ? table : new RowFile(input, options with { Types = types }, isJson).Read();
    }

    /// <summary>The answers behind what is kept.</summary>
    public static Table Before(Table answers, Table table, IReadOnlyList<string> kept)
    {
        if (kept.FirstOrDefault(name => answers.Find(name) is not null) is { } twice)
        {
            throw new UsageException($"The predictions have a column '{twice}' of their own: leave it out of {Option.Flag}, or rename it in the input.");
        }

        return kept.Count == 0 ? answers : new Table([.. kept.Select(name => table[name]), .. answers.Columns]);
    }
}

using Hebb.Data.Csv;
using Hebb.Data.Reading;
using Hebb.Data.Rows;
using Hebb.Data.Tables;

namespace Hebb.Learning.Kinds;

/// <summary>A table that is answered for, with the columns of it that stand before the answers: a key, or everything.</summary>
internal sealed class KeptColumns
{
    private readonly IReadOnlyList<string> _kept;

    private KeptColumns(Table table, IReadOnlyList<string> kept) => (Table, _kept) = (table, kept);

    /// <summary>The columns to keep.</summary>
    public static LearningOption<string[]> Option { get; } = LearningOption.Names(
        "keep", "a,b|all", "Columns of the input to write before the predictions: names, or all.");

    /// <summary>The rows.</summary>
    public Table Table { get; }

    /// <summary>Reads a table as a model's training table was read, and says what was done to rows; columns that are kept and that the model does not need
    /// stay as they are written.</summary>
    /// <param name="request">The options, and who is told.</param>
    /// <param name="path">The file.</param>
    /// <param name="reading">How the model's columns are read; null for a model that does not know.</param>
    /// <param name="needed">The columns that the model needs.</param>
    public static KeptColumns Read(LearningRequest request, string path, TableReading? reading, IReadOnlyCollection<string> needed)
    {
        CsvOptions options = ReadingOptions.Of(request.Options) with { Reading = reading };
        CsvInput input = ReadingOptions.Input(request, path);
        Table table = new RowFile(input, options, TableFile.IsJson(path)).Read();
        IReadOnlyList<string> kept = Names(table, request.Options.Get(Option));
        Dictionary<string, ColumnType> types = new(options.Types, StringComparer.Ordinal);
        foreach (string name in kept.Except(needed).Where(name => table[name] is not TextColumn)) { types[name] = ColumnType.Text; }
        if (types.Count > options.Types.Count) { table = new RowFile(input, options with { Types = types }, TableFile.IsJson(path)).Read(); }
        ReadingOptions.Say(request.Warn, request.Words, table);
        return new(table, kept);
    }

    /// <summary>The answers behind what is kept.</summary>
    /// <param name="answers">An answer for each row.</param>
    /// <param name="rows">The rows that are answered for, counted from 0; null for all.</param>
    /// <param name="known">Columns that stand in the answers as they stand in the rows, which need not be kept twice.</param>
    public Table Before(Table answers, int[]? rows = null, params IReadOnlyCollection<string> known)
    {
        string[] kept = [.. _kept.Except(known)];
        if (kept.FirstOrDefault(name => answers.Find(name) is not null) is { } twice)
        {
            throw new UsageException($"The predictions have a column '{twice}' of their own: leave it out of {Option.Flag}, or rename it in the input.");
        }

        if (kept.Length == 0) { return answers; }
        Table asked = rows is null ? Table : Table.Take(rows);
        return new Table([.. kept.Select(name => asked[name]), .. answers.Columns]);
    }

    private static string[] Names(Table table, string[] wanted)
    {
        string[] names = [.. table.Columns.Select(column => column.Name)];
        if (wanted is ["all"] && !names.Contains("all")) { return names; }
        return wanted.FirstOrDefault(name => table.Find(name) is null) is not { } absent ? [.. wanted.Distinct(StringComparer.Ordinal)]
            : throw new UsageException($"There is no column '{absent}' to keep. {Suggest.Sentence(absent, names, "columns")}");
    }
}

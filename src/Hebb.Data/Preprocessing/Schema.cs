using System.Text;
using Hebb.Data.Tables;

namespace Hebb.Data.Preprocessing;

/// <summary>What each column of a table is to a network, with the reason in words. Immutable; <see cref="With(string, ColumnKind)"/>
/// overrules a decision.</summary>
public sealed class Schema
{
    internal Schema(LearningTask task, IReadOnlyList<ColumnChoice> columns)
    {
        (Task, Columns) = (task, columns);
    }

    /// <summary>What kind of answer is learned.</summary>
    public LearningTask Task { get; }

    /// <summary>All columns, in the table's order.</summary>
    public IReadOnlyList<ColumnChoice> Columns { get; }

    /// <summary>The name of the column to predict.</summary>
    public string Target => Columns.Single(column => column.Kind == ColumnKind.Target).Name;

    /// <summary>The columns that are used as features.</summary>
    public IEnumerable<ColumnChoice> Features => Columns.Where(column => column.IsFeature);

    /// <summary>The columns that are not used.</summary>
    public IEnumerable<ColumnChoice> DroppedColumns => Columns.Where(column => column.IsDropped);

    /// <summary>Decides what each column is.</summary>
    /// <param name="table">The table, or its training rows.</param>
    /// <param name="target">The column to predict; an unknown name is an error that lists the columns.</param>
    /// <param name="options">Limits, or null for the usual ones.</param>
    public static Schema Infer(Table table, string target, SchemaOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(target);
        options ??= new SchemaOptions();
        if (table.Find(target) is not { } targetColumn)
        {
            throw DataException.NoColumn(target, table.Columns.Select(column => column.Name), table.Source, " to predict");
        }

        (LearningTask task, string reason) = TargetInspector.Inspect(TargetFacts.Of(targetColumn), table.Source, options);
        ColumnChoice[] choices =
            [.. table.Columns.Select(column => column == targetColumn
                ? new ColumnChoice(target, ColumnKind.Target, reason)
                : ColumnInspector.Inspect(ColumnFacts.Of(column, table.Reading?.Find(column.Name)), options))];
        return new Schema(task, choices);
    }

    /// <summary>The schema with another kind for one column, for example to keep one that was dropped.</summary>
    /// <param name="name">The column.</param>
    /// <param name="kind">Number, Category, Boolean, Date, Hashed or Dropped.</param>
    public Schema With(string name, ColumnKind kind) => With(name, kind, "chosen by you");

    /// <summary>The schema with another kind for one column, and the reason.</summary>
    internal Schema With(string name, ColumnKind kind, string reason)
    {
        string[] names = [.. Columns.Select(column => column.Name)];
        if (!names.Contains(name, StringComparer.Ordinal))
        {
            throw DataException.NoColumn(name, names);
        }

        var choice = new ColumnChoice(name, kind, reason);
        if (!(choice.IsFeature || kind == ColumnKind.Dropped) || name == Target)
        {
            throw new ArgumentException(
                name == Target ? $"'{name}' is the column to predict. Infer a schema with another target instead."
                : $"A column cannot be made {kind}. Expected Number, Category, Boolean, Date, Hashed or Dropped.", nameof(kind));
        }

        return new Schema(Task, [.. Columns.Select(column => column.Name == name ? choice : column)]);
    }

    /// <summary>A table of the decisions, one line for each column.</summary>
    public override string ToString()
    {
        int width = Columns.Max(column => column.Name.Length);
        var text = new StringBuilder();
        foreach (ColumnChoice column in Columns)
        {
            text.Append(column.Name.PadRight(width)).Append("  ").Append($"{column.Kind}".PadRight(10)).Append("  ").Append(column.Reason).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Throws when there is nothing to learn from.</summary>
    internal void CheckFeatures(string? source)
    {
        if (!Features.Any())
        {
            throw new DataException(
                "No column is left to learn from. " + string.Concat(DroppedColumns.Select(column => $"'{column.Name}': {column.Reason}. "))
                + "Read more columns, or keep one of them.",
                source, null, null, null,
                [.. DroppedColumns.Take(1).Select(column => new Remedy(RemedyKind.ColumnType, column.Name, "category"))]);
        }
    }
}

using Hebb.Data;
using Hebb.Data.Preprocessing;
using Hebb.Data.Reading;
using Hebb.Data.Tables;
using static System.FormattableString;

namespace Hebb.Learning.Tables;

/// <summary>The rows of a table that are learned from and judged by, with what was found about them.</summary>
internal sealed record TableRows
{
    /// <summary>Fewer rows than this cannot be split into three parts that say anything.</summary>
    private const int FewestRows = 10;

    /// <summary>At most this share of the values to predict can be slips; a larger one is a kind of its own.</summary>
    private const double MostFarTargets = 0.02;

    /// <summary>At most this share of the values to predict can be a mark for "no value", such as −999, that was not read as one.</summary>
    private const double MostMarkedTargets = 0.2;

    /// <summary>More far values are counted only.</summary>
    private const int MostShown = 2;

    /// <summary>The rows.</summary>
    public required Table Table { get; init; }

    /// <summary>How many rows were left out because the value to predict is missing.</summary>
    public int Skipped { get; init; }

    /// <summary>Which rows are equal.</summary>
    public required EqualRows Equal { get; init; }

    /// <summary>Columns with values far from all others.</summary>
    public IReadOnlyDictionary<string, FarValues> Far { get; init; } = new Dictionary<string, FarValues>();

    /// <summary>What was found and decided about rows, in sentences.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];

    /// <summary>What makes the figures doubtful, in sentences.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Leaves out rows without a value to predict or with one that lies far from all others, and looks for copies and for columns that are too
    /// good.</summary>
    /// <param name="table">All rows.</param>
    /// <param name="schema">What each column is.</param>
    /// <param name="options">Whether rows with a value to predict far from all others stay, and how remedies are said.</param>
    public static TableRows Of(Table table, Schema schema, TableTrainerOptions options)
    {
        string target = schema.Target;
        schema.CheckFeatures(table.Source);
        Table rows = table.DropMissing(target);
        int skipped = table.Rows - rows.Rows;
        List<string> findings = [];
        if (skipped > 0)
        {
            findings.Add(Invariant($"{skipped} {(skipped == 1 ? "row is left out: it has" : "rows are left out: they have")} no value in '{target}'"));
        }

        bool leavesOut = !options.KeepFar && schema.Task == LearningTask.Regression;
        for (int all = rows.Rows; leavesOut && MarkIn(rows.Number(target)) is { } mark;)
        {
            int[] known = [.. Enumerable.Range(0, rows.Rows).Where(row => rows.Number(target)[row] != mark)];
            if (known.Length < (1 - MostMarkedTargets) * all) { break; }
            findings.Add(Invariant($"{rows.Rows - known.Length} rows are left out, used neither for training nor for evaluation: '{target}' is ")
                + $"{NumberColumn.Format(mark)} in all of them, far from all other values, as if that stood for no value; "
                + $"{options.Words(new(RemedyKind.KeepFar))} keeps them");
            rows = rows.Take(known);
        }

        if (leavesOut && FarValues.Of(rows.Number(target), MostFarTargets) is { } slips)
        {
            int[] wrong = [.. slips.RowsIn(rows.Number(target))];
            findings.Add(Invariant($"{wrong.Length} {(wrong.Length == 1 ? "row is" : "rows are")} left out, used neither for training nor for evaluation: ")
                + $"'{target}' lies far from all other values ({Shown(rows, target, wrong)}); {options.Words(new(RemedyKind.KeepFar))} keeps them");
            rows = rows.Take([.. Enumerable.Range(0, rows.Rows).Except(wrong)]);
        }

        if (rows.Rows < FewestRows)
        {
            throw new DataException(
                $"There are {rows.Rows} rows with a value to predict. Expected at least {FewestRows}: add rows.", table.Source, column: target);
        }

        TableCopies copies = TableCopies.Of(rows, schema, FewestRows);
        if (copies.Finding is { } found) { findings.Add(found); }
        if (schema.Task != LearningTask.Regression) { findings.AddRange(RareClasses(rows, target, copies.Equal)); }
        Dictionary<string, FarValues> far = [];
        foreach (string name in schema.Features.Where(column => column.Kind == ColumnKind.Number).Select(column => column.Name))
        {
            if (FarValues.Of(rows.Number(name)) is not { } values) { continue; }
            far[name] = values;
            int[] there = [.. values.RowsIn(rows.Number(name))];
            findings.Add(Invariant($"{name}: {there.Length} {(there.Length == 1 ? "value lies" : "values lie")} far from all others ")
                + $"({Shown(rows, name, there)}): scaled without {(there.Length == 1 ? "it" : "them")}, and what lies so far is brought nearer");
        }

        return new()
        {
            Table = rows,
            Skipped = skipped,
            Equal = copies.Equal,
            Far = far,
            Findings = findings,
            Warnings = DataLeakage.Of(copies.Equal.Copies == 0 ? rows : rows.Take(copies.Equal.First), schema, options.Words),
        };
    }

    /// <summary>A number that stands for no value; null if there is none. Nothing is a number, too: 0 is taken at its word.</summary>
    private static double? MarkIn(NumberColumn column)
    {
        Extremes extremes = new();
        foreach (double value in column.Values) { extremes.Add(value); }
        return extremes.Mark is { Value: not 0 } mark ? mark.Value : null;
    }

    private static IEnumerable<string> RareClasses(Table rows, string target, EqualRows equal)
    {
        (string Name, int Rows)[] classes =
        [
            .. Enumerable.Range(0, rows.Rows)
                .GroupBy(row => rows[target].TextAt(row)!, row => equal.Groups[row], StringComparer.Ordinal)
                .Select(groups => (groups.Key, groups.Distinct().Count())),
        ];
        (string Name, int Rows)[] rare = [.. classes.Where(one => one.Rows < ExampleSplit.FewestOfClass)];
        if (classes.Length - rare.Length < 2)
        {
            throw new DataException(
                $"Class '{rare[0].Name}' has only {Rows(rare[0].Rows)}, so it cannot be learned and evaluated. "
                + $"Expected at least {ExampleSplit.FewestOfClass} {(equal.Copies > 0 ? "different " : "")}rows of two classes: add rows, or choose another "
                + "target.",
                rows.Source, column: target, value: rare[0].Name);
        }

        if (rare.Length > 0)
        {
            yield return (rare.Length == 1
                    ? $"class '{rare[0].Name}' has only {Rows(rare[0].Rows)}"
                    : $"{rare.Length} classes have fewer than {ExampleSplit.FewestOfClass} rows "
                        + $"({string.Join(", ", rare.Take(5).Select(one => $"'{one.Name}'"))}"
                        + $"{(rare.Length > 5 ? ", …" : "")})")
                + ": used for training, but not for evaluation, because so few cannot be in all parts";
        }

        string Rows(int count) => Invariant($"{count} {(equal.Copies > 0 ? "different " : "")}{(count == 1 ? "row" : "rows")}");
    }

    private static string Shown(Table table, string column, int[] rows) => string.Join(", ", rows.Take(MostShown).Select(row =>
        table[column].TextAt(row) + (table.LineOf(row) is { } line ? Invariant($" in line {line}") : Invariant($" in row {row}"))))
        + (rows.Length > MostShown ? ", …" : "");
}

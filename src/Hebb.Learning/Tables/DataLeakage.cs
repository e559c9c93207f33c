using Hebb.Data;
using Hebb.Data.Preprocessing;
using Hebb.Data.Reading;
using Hebb.Data.Tables;
using static System.FormattableString;

namespace Hebb.Learning.Tables;

/// <summary>Columns that may leak the target: alone they tell the answer, or they number the rows.</summary>
internal static class DataLeakage
{
    /// <summary>Fewer rows prove nothing.</summary>
    private const int FewestRows = 20;

    /// <summary>More rows are not looked at; so many are spread evenly.</summary>
    private const int MostRows = 20_000;

    /// <summary>A class is told by a column that is wrong on this share of the rows at most, …</summary>
    private const double MostWrong = 0.001;

    /// <summary>… and on this share of those that do not have the most frequent class.</summary>
    private const double MostWrongOfOthers = 0.01;

    /// <summary>The share of the variance of a number that only the number itself, in another form, explains.</summary>
    private const double Explained = 0.9999;

    /// <summary>A value says something about others only if it is repeated so often on average.</summary>
    private const int Repeats = 10;

    /// <summary>A number with at most so many values may be a code with few values, whatever its name.</summary>
    private const int FewValues = 20;

    /// <summary>A sentence for each such column.</summary>
    /// <param name="rows">Rows with the value to predict.</param>
    /// <param name="schema">What is learned from.</param>
    /// <param name="words">How remedies are said.</param>
    public static IReadOnlyList<string> Of(Table rows, Schema schema, Func<Remedy, string> words)
    {
        int step = (rows.Rows + MostRows - 1) / MostRows;
        Table part = step <= 1 ? rows : rows.Take([.. Enumerable.Range(0, rows.Rows).Where(row => row % step == 0)]);
        if (part.Rows < FewestRows) { return []; }
        bool isNumber = schema.Task == LearningTask.Regression;
        double[] truth = isNumber ? part.Number(schema.Target).Values.ToArray() : [.. EqualRows.Of(part.Rows, [part[schema.Target]]).Groups];
        List<string> found = [];
        foreach ((string name, ColumnKind kind) in schema.Features.Select(column => (column.Name, column.Kind)))
        {
            Column column = kind == ColumnKind.Date ? Days(part, part[name]) : part[name];
            Column[] forms = column.MissingCount == 0 ? [column] : [column, Presence(column)];
            string? tells = forms.Select(form => isNumber ? Variance(form, truth) : Classes(form, [.. truth.Select(code => (int)code)]))
                .FirstOrDefault(told => told is not null);
            if (tells is not null)
            {
                found.Add(
                    $"data leakage? '{name}' alone predicts the target: {tells}. If it is not known before '{schema.Target}', leave it out: {Drop(name)}");
            }
            else if (kind != ColumnKind.Date && column is NumberColumn numbers && ColumnInspector.IsNamedAsIdentifier(name) && CountsThings(numbers))
            {
                found.Add($"'{name}' is used as a number, but it is named as an identifier, which tells nothing about other rows: {Drop(name)}");
            }
        }

        return found;

        string Drop(string name) => words(new(RemedyKind.DropInput, name));
    }

    /// <summary>Dates as numbers: what comes before a day and after it may be the answer.</summary>
    private static NumberColumn Days(Table table, Column column)
    {
        DateFormat? format = ColumnDates.FormatOf(table, column);
        return new(column.Name, [.. Enumerable.Range(0, column.Count)
            .Select(row => column.TextAt(row) is { } text && format?.Parse(text) is { } date ? (date - DateTime.UnixEpoch).TotalDays : double.NaN)]);
    }

    /// <summary>Whether there is a value: a day of closing is there where something was closed.</summary>
    private static NumberColumn Presence(Column column) =>
        new(column.Name, [.. Enumerable.Range(0, column.Count).Select(row => column.IsMissing(row) ? 0.0 : 1)]);

    private static bool CountsThings(NumberColumn column) =>
        column.Values.ToArray().All(value => double.IsNaN(value) || value == Math.Floor(value))
        && EqualRows.Of(column.Count, [column]).First.Length > FewValues;

    /// <summary>What a column tells about classes; null if it does not tell them.</summary>
    private static string? Classes(Column column, int[] truth)
    {
        int classes = truth.Max() + 1, wrong = int.MaxValue;
        EqualRows values = EqualRows.Of(column.Count, [column]);
        if (values.First.Length * Repeats <= column.Count) { wrong = WrongBy(values.Groups, truth, values.First.Length, classes); }
        if (column is NumberColumn numbers) { wrong = Math.Min(wrong, WrongByRanges(numbers, truth, classes)); }
        int others = truth.Length - truth.CountBy(code => code).Max(pair => pair.Value);
        return wrong > MostWrong * truth.Length || wrong > MostWrongOfOthers * others ? null
            : wrong == 0 ? Invariant($"it tells the class of all {truth.Length} rows")
            : Invariant($"it tells the class of all but {wrong} of {truth.Length} rows");
    }

    /// <summary>How many rows are not of the most frequent class of their value.</summary>
    private static int WrongBy(int[] values, int[] truth, int count, int classes)
    {
        int[,] counts = new int[count, classes];
        for (int row = 0; row < truth.Length; row++) { counts[values[row], truth[row]]++; }
        return truth.Length - Enumerable.Range(0, count).Sum(value => Enumerable.Range(0, classes).Max(code => counts[value, code]));
    }

    /// <summary>How many rows are wrong if the numbers are cut into ranges, as many as there are classes, each with one class: the best cuts.</summary>
    private static int WrongByRanges(NumberColumn column, int[] truth, int classes)
    {
        if (classes > FewValues) { return int.MaxValue; }
        int[] present = [.. Enumerable.Range(0, column.Count).Where(row => !column.IsMissing(row)).OrderBy(row => column[row])];
        int[] missing = new int[classes];
        foreach (int row in Enumerable.Range(0, column.Count).Where(column.IsMissing)) { missing[truth[row]]++; }

        // right[r, c]: the most rows that are right so far, with r cuts made and class c answered now.
        int[,] right = new int[classes, classes];
        int[] best = new int[classes], counts = new int[classes];
        for (int first = 0, next; first < present.Length; first = next)
        {
            Array.Clear(counts);
            for (next = first; next < present.Length && column[present[next]] == column[present[first]]; next++) { counts[truth[present[next]]]++; }
            for (int cuts = classes - 1; cuts >= 0; cuts--)
            {
                int before = cuts == 0 ? 0 : best[cuts - 1];
                for (int code = 0; code < classes; code++)
                {
                    right[cuts, code] = Math.Max(right[cuts, code], before) + counts[code];
                }
            }

            for (int cuts = 0; cuts < classes; cuts++)
            {
                best[cuts] = Enumerable.Range(0, classes).Max(code => right[cuts, code]);
            }
        }

        return truth.Length - best.Max() - missing.Max();
    }

    /// <summary>How much of the variance of numbers a column explains; null if it is not all.</summary>
    private static string? Variance(Column column, double[] truth)
    {
        double share = double.NegativeInfinity;
        EqualRows values = EqualRows.Of(column.Count, [column]);
        if (values.First.Length * Repeats <= column.Count)
        {
            double[] means =
                [.. values.Groups.Zip(truth).GroupBy(pair => pair.First).OrderBy(group => group.Key).Select(group => group.Average(pair => pair.Second))];
            share = Correlation([.. values.Groups.Select(group => means[group])], truth);
        }

        if (column is NumberColumn numbers && numbers.MissingCount * Repeats <= numbers.Count)
        {
            int[] rows = [.. Enumerable.Range(0, numbers.Count).Where(row => !numbers.IsMissing(row))];
            double[] x = [.. rows.Select(row => numbers[row])], y = [.. rows.Select(row => truth[row])];
            double ranks = Correlation(Ranks(x), Ranks(y));

            // Two far points make any line fit: the order of all others must fit too.
            share = Math.Max(share, Math.Max(ranks, Math.Min(Correlation(x, y), ranks > Explained - 0.02 ? 1 : 0)));
        }

        return share > Explained ? Invariant($"it explains {Math.Min(share, 1):P2} of the variance") : null;
    }

    /// <summary>The squared correlation: the share of the variance that a line explains.</summary>
    private static double Correlation(double[] x, double[] y)
    {
        double meanX = x.Average(), meanY = y.Average(), xx = 0, yy = 0, xy = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double dx = x[i] - meanX, dy = y[i] - meanY;
            (xx, yy, xy) = (xx + (dx * dx), yy + (dy * dy), xy + (dx * dy));
        }

        return xx * yy > 0 ? xy * xy / (xx * yy) : 0;
    }

    private static double[] Ranks(double[] values)
    {
        int[] order = [.. Enumerable.Range(0, values.Length).OrderBy(i => values[i])];
        double[] ranks = new double[values.Length];
        for (int first = 0, next; first < order.Length; first = next)
        {
            for (next = first + 1; next < order.Length && values[order[next]] == values[order[first]]; next++) { }
            for (int i = first; i < next; i++) { ranks[order[i]] = first + next; }
        }

        return ranks;
    }
}

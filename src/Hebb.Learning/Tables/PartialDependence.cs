using Hebb.Data;
using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;
using Hebb.Learning.Evaluation;

namespace Hebb.Learning.Tables;

/// <summary>What a model answers on average if a column had the same value in every row, for a range of values.</summary>
public sealed class PartialDependence
{
    private const int MostCategories = 50;

    private PartialDependence(string column, bool isNumber, IReadOnlyList<DependencePoint> points) => (Column, IsNumber, Points) = (column, isNumber, points);

    /// <summary>The column.</summary>
    public string Column { get; }

    /// <summary>Whether the column holds numbers or dates; otherwise there is a point for each category or text.</summary>
    public bool IsNumber { get; }

    /// <summary>The values tried, with the mean answers.</summary>
    public IReadOnlyList<DependencePoint> Points { get; }

    /// <summary>
    /// Tries the values of a column: for numbers up to <paramref name="values"/> evenly spaced ones between the 5 % and 95 % quantiles, or all if there are
    /// fewer; for dates as many of the rows, evenly spaced in their order between the same quantiles; for up to 50 categories each; for more, and for other
    /// texts, the most frequent ones.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="table">Rows to average over.</param>
    /// <param name="column">A column the model uses.</param>
    /// <param name="values">How many values of a number, a date or a text to try.</param>
    /// <exception cref="DataException">The model does not use that column, or the table has no rows.</exception>
    public static PartialDependence Of(TableModel model, Table table, string column, int values = 20)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentOutOfRangeException.ThrowIfLessThan(values, 2);
        if (table.Rows == 0) { throw new DataException("There are no rows to average over. Give at least one row.", table.Source); }
        IReadOnlyList<string>? categories = model.Pipeline.CategoriesOf(column);
        InputType type = model.Pipeline.Inputs.Single(input => input.Name == column).Type;
        IEnumerable<DependencePoint> points = categories is { Count: <= MostCategories } ? categories.Select(category => Point(category, double.NaN))
            : type == InputType.Number ? Grid(table, column, values).Select(value => Point(NumberColumn.Format(value), value))
            : type == InputType.Date ? Dates(model.Pipeline, table[column], values).Select(date => Point(date.Text, date.Year))
            : Frequent(table[column], values).Select(text => Point(text, double.NaN));
        return new(column, type is InputType.Number or InputType.Date && categories is null, [.. points]);

        DependencePoint Point(string text, double number)
        {
            string?[] filled = new string?[table.Rows];
            Array.Fill(filled, text);
            TextColumn same = new(column, filled);
            Predictions answers = model.Predict(new Table(table.Columns.Select(old => old.Name == column ? same : old)));
            int classes = answers.Classes.Count;
            double[] means = classes == 0
                ? [Enumerable.Range(0, answers.Rows).Average(answers.Number)]
                : [.. Enumerable.Range(0, classes).Select(code => Enumerable.Range(0, answers.Rows).Average(row => (double)answers.Probability(row, code)))];
            return new(text, number, means);
        }
    }

    private static double[] Grid(Table table, string column, int values)
    {
        // A column of numbers may have been read as text, where a file holds few rows or odd ones.
        double[] sorted =
        [
            .. Texts(table[column]).Select(text => PipelineColumn.ParseNumber(text)
                ?? throw new DataException($"'{text}' is not a number.", table.Source, column: column, value: text)).Order(),
        ];
        double[] distinct = [.. sorted.Distinct()];
        if (distinct.Length <= values) { return distinct; }
        double low = RegressionReport.Quantile(sorted, 0.05), high = RegressionReport.Quantile(sorted, 0.95);
        return low == high ? [low] : [.. Enumerable.Range(0, values).Select(i => low + ((high - low) * i / (values - 1)))];
    }

    /// <summary>Dates as they are written, with the year and its part that is over.</summary>
    private static IEnumerable<(string Text, double Year)> Dates(ColumnPipeline pipeline, Column column, int values)
    {
        (string Text, double Year)[] sorted =
            [.. Texts(column).Select(text => (Text: text, Year: pipeline.YearOf(column.Name, text))).OrderBy(date => date.Year)];
        (string, double)[] distinct = [.. sorted.DistinctBy(date => date.Year)];
        if (distinct.Length <= values) { return distinct; }
        double low = 0.05 * (sorted.Length - 1), high = 0.95 * (sorted.Length - 1);
        return Enumerable.Range(0, values).Select(i => sorted[(int)Math.Round(low + ((high - low) * i / (values - 1)))]).DistinctBy(date => date.Year);
    }

    private static IEnumerable<string> Frequent(Column column, int values) =>
        Texts(column).CountBy(text => text).OrderByDescending(text => text.Value).ThenBy(text => text.Key, StringComparer.Ordinal).Take(values)
            .Select(text => text.Key);

    private static string[] Texts(Column column)
    {
        string[] texts = [.. Enumerable.Range(0, column.Count).Select(column.TextAt).OfType<string>()];
        return texts.Length > 0 ? texts
            : throw new DataException("The column has no values in these rows. Give rows with values.", null, column: column.Name);
    }
}

/// <summary>The mean answer when a column has one value in every row.</summary>
/// <param name="Text">The value as text.</param>
/// <param name="Value">The value of a number; of a date the year, with the part of it that is over; NaN for a category.</param>
/// <param name="Means">The mean probability of each class, or the mean number.</param>
public sealed record DependencePoint(string Text, double Value, IReadOnlyList<double> Means);

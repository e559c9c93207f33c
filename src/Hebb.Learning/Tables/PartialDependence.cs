using Hebb.Data;
using Hebb.Data.Tables;
using Hebb.Learning.Evaluation;

namespace Hebb.Learning.Tables;

/// <summary>What a model answers on average if a column had the same value in every row, for a range of values.</summary>
public sealed class PartialDependence
{
    private PartialDependence(string column, bool isNumber, IReadOnlyList<DependencePoint> points) => (Column, IsNumber, Points) = (column, isNumber, points);

    /// <summary>The column.</summary>
    public string Column { get; }

    /// <summary>Whether the column holds numbers; otherwise there is a point for each category.</summary>
    public bool IsNumber { get; }

    /// <summary>The values tried, with the mean answers.</summary>
    public IReadOnlyList<DependencePoint> Points { get; }

    /// <summary>Tries the values of a column: for numbers up to <paramref name="values"/> evenly spaced ones between the 5 % and 95 % quantiles, or all if
    /// there are fewer; for categories each.</summary>
    /// <param name="model">The model.</param>
    /// <param name="table">Rows to average over.</param>
    /// <param name="column">A column the model uses.</param>
    /// <param name="values">How many values of a number to try.</param>
    /// <exception cref="DataException">The model does not use that column, or the table has no rows.</exception>
    public static PartialDependence Of(TableModel model, Table table, string column, int values = 20)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentOutOfRangeException.ThrowIfLessThan(values, 2);
        if (table.Rows == 0) { throw new DataException("There are no rows to average over. Give at least one row.", table.Source); }
        IReadOnlyList<string>? categories = model.Pipeline.CategoriesOf(column);
        IEnumerable<DependencePoint> points = categories is null
            ? Grid(table.Number(column), values).Select(value => Point(NumberColumn.Format(value), value, new NumberColumn(column, Filled(value))))
            : categories.Select(category => Point(category, double.NaN, new TextColumn(column, Filled<string?>(category))));
        return new(column, categories is null, [.. points]);

        T[] Filled<T>(T value)
        {
            T[] filled = new T[table.Rows];
            Array.Fill(filled, value);
            return filled;
        }

        DependencePoint Point(string text, double number, Column same)
        {
            Predictions answers = model.Predict(new Table(table.Columns.Select(old => old.Name == column ? same : old)));
            int classes = answers.Classes.Count;
            double[] means = classes == 0
                ? [Enumerable.Range(0, answers.Rows).Average(answers.Number)]
                : [.. Enumerable.Range(0, classes).Select(code => Enumerable.Range(0, answers.Rows).Average(row => (double)answers.Probability(row, code)))];
            return new(text, number, means);
        }
    }

    private static double[] Grid(NumberColumn column, int values)
    {
        double[] sorted = [.. column.Values.ToArray().Where(value => !double.IsNaN(value)).Order()];
        if (sorted.Length == 0) { throw new DataException("The column has no values in these rows. Give rows with values.", null, column: column.Name); }
        double[] distinct = [.. sorted.Distinct()];
        if (distinct.Length <= values) { return distinct; }
        double low = RegressionReport.Quantile(sorted, 0.05), high = RegressionReport.Quantile(sorted, 0.95);
        return low == high ? [low] : [.. Enumerable.Range(0, values).Select(i => low + ((high - low) * i / (values - 1)))];
    }
}

/// <summary>The mean answer when a column has one value in every row.</summary>
/// <param name="Text">The value as text.</param>
/// <param name="Value">The value of a number; NaN for a category.</param>
/// <param name="Means">The mean probability of each class, or the mean number.</param>
public sealed record DependencePoint(string Text, double Value, IReadOnlyList<double> Means);

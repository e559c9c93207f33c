using Hebb.Data.Tables;

namespace Hebb.Data.Preprocessing;

/// <summary>Fills missing values of columns, each with a value learned from it, as scikit-learn's <c>SimpleImputer</c> does.</summary>
/// <param name="strategy">What to fill in.</param>
/// <param name="fillValue">For <see cref="ImputeStrategy.Constant"/>: the text, or the number as text; by default 0 and "missing_value".</param>
public sealed class SimpleImputer(ImputeStrategy strategy = ImputeStrategy.Mean, string? fillValue = null)
{
    private Column[] _fills = [];

    /// <summary>The value for each column, as text. Empty before <see cref="Fit"/>.</summary>
    public IReadOnlyList<string> Statistics => [.. _fills.Select(fill => fill.TextAt(0)!)];

    /// <summary>Learns a value for each column.</summary>
    /// <param name="columns">The training rows of the columns.</param>
    public SimpleImputer Fit(params ReadOnlySpan<Column> columns)
    {
        var fills = new Column[columns.Length];
        for (int i = 0; i < fills.Length; i++)
        {
            fills[i] = FillFor(columns[i]);
        }

        _fills = fills;
        return this;
    }

    /// <summary>The columns without missing values.</summary>
    /// <param name="columns">As many columns as were fitted, in the same order.</param>
    public Column[] Transform(params ReadOnlySpan<Column> columns)
    {
        if (columns.Length != _fills.Length)
        {
            throw new ArgumentException(
                $"{columns.Length} columns were given, {_fills.Length} were fitted. Give the same columns in the same order.", nameof(columns));
        }

        var filled = new Column[columns.Length];
        for (int i = 0; i < filled.Length; i++)
        {
            filled[i] = (columns[i], _fills[i]) switch
            {
                (NumberColumn numbers, NumberColumn fill) => Filled(numbers, fill[0]),
                (TextColumn texts, TextColumn fill) => new TextColumn(texts.Name, [.. texts.Values.ToArray().Select(value => value ?? fill[0])]),
                _ => throw new DataException(
                    $"The column was {Kind(_fills[i])} when the imputer was fitted and is {Kind(columns[i])} now. Give the columns in the same order.",
                    null,
                    column: columns[i].Name),
            };
        }

        return filled;
    }

    private Column FillFor(Column column)
    {
        if (strategy == ImputeStrategy.Constant)
        {
            return column is TextColumn
                ? new TextColumn(column.Name, fillValue ?? "missing_value")
                : new NumberColumn(column.Name, ConstantNumber(column.Name));
        }

        if (column.MissingCount == column.Count)
        {
            throw new DataException(
                $"The column has no values to learn {strategy} from. Drop it, or fill it with ImputeStrategy.Constant.", null, column: column.Name);
        }

        if (column is TextColumn text)
        {
            return strategy == ImputeStrategy.MostFrequent
                ? new TextColumn(column.Name, MostFrequent(text.Values.ToArray().Where(value => value is not null), StringComparer.Ordinal))
                : throw new DataException(
                    $"{strategy} needs numbers, but the column holds text. Use ImputeStrategy.MostFrequent or Constant.", null, column: column.Name);
        }

        double[] values = ((NumberColumn)column).Sorted();
        return new NumberColumn(column.Name, strategy switch
        {
            ImputeStrategy.Mean => StandardScaler.MeanOf(values),
            ImputeStrategy.Median => (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2,
            _ => MostFrequent(values, Comparer<double>.Default),
        });
    }

    /// <summary>The value that comes most often; the smallest of several.</summary>
    private static T MostFrequent<T>(IEnumerable<T> values, IComparer<T> order) =>
        values.GroupBy(value => value).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, order).First().Key;

    private double ConstantNumber(string column) =>
        fillValue is null ? 0
        : double.TryParse(fillValue, System.Globalization.CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number
        : throw new DataException(
            $"The fill value '{fillValue}' is not a number, but the column holds numbers. Expected a number such as 0.",
            null,
            column: column,
            value: fillValue);

    private static NumberColumn Filled(NumberColumn column, double fill)
    {
        double[] values = [.. column.Values];
        values.AsSpan().Replace(double.NaN, fill);
        return new NumberColumn(column.Name, values);
    }

    private static string Kind(Column column) => column is TextColumn ? "text" : "numbers";
}

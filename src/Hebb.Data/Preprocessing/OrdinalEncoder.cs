using Hebb.Data.Tables;

namespace Hebb.Data.Preprocessing;

/// <summary>
/// Numbers categories that have an order, 0, 1, 2, …, as scikit-learn's <c>OrdinalEncoder</c> does: in the given order (small, medium, large), otherwise
/// sorted. Missing values stay missing. Inside a pipeline the numbers are standardized, and unknown categories become the mean.
/// </summary>
/// <param name="order">All categories, from the lowest to the highest; none for those of the training rows, sorted.</param>
public sealed class OrdinalEncoder(params string[] order) : ColumnPreparation
{
    private LabelEncoder[] _encoders = [];

    /// <summary>The categories of each column in the order of their numbers. Empty before <see cref="Fit"/>.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Categories => [.. _encoders.Select(encoder => encoder.Classes)];

    internal override ColumnKind Kind => ColumnKind.Category;

    internal override string Reason => order.Length > 0 ? $"numbered in the order {string.Join(", ", order)}" : "numbered in sorted order";

    /// <summary>Learns the categories of columns.</summary>
    /// <param name="columns">The training rows of the columns.</param>
    /// <exception cref="DataException">An order was given, and a column has another value.</exception>
    public OrdinalEncoder Fit(params ReadOnlySpan<Column> columns)
    {
        var encoders = new LabelEncoder[columns.Length];
        for (int i = 0; i < encoders.Length; i++) { encoders[i] = EncoderOf(columns[i]); }
        _encoders = encoders;
        return this;
    }

    /// <summary>The numbers of all columns, NaN where a value is missing.</summary>
    /// <param name="columns">As many columns as were fitted, in the same order.</param>
    /// <exception cref="DataException">A value was not there in <see cref="Fit"/>.</exception>
    public NumberColumn[] Transform(params ReadOnlySpan<Column> columns)
    {
        CheckCount(columns.Length);
        var coded = new NumberColumn[columns.Length];
        for (int i = 0; i < coded.Length; i++)
        {
            double[] codes = new double[columns[i].Count];
            for (int row = 0; row < codes.Length; row++)
            {
                string? text = columns[i].TextAt(row);
                codes[row] = text is null ? double.NaN : _encoders[i].Code(text) ?? throw new DataException(
                    $"row {row}: '{text}' is an unknown category. {_encoders[i].Expected()}", null, column: columns[i].Name, value: text);
            }

            coded[i] = new NumberColumn(columns[i].Name, codes);
        }

        return coded;
    }

    /// <summary>The categories of numbers; missing where the number is.</summary>
    /// <param name="columns">As many columns as were fitted, in the same order.</param>
    public TextColumn[] InverseTransform(params ReadOnlySpan<NumberColumn> columns)
    {
        CheckCount(columns.Length);
        var texts = new TextColumn[columns.Length];
        for (int i = 0; i < texts.Length; i++)
        {
            LabelEncoder encoder = _encoders[i];
            texts[i] = new TextColumn(
                columns[i].Name, [.. columns[i].Values.ToArray().Select(code => double.IsNaN(code) ? null : encoder.InverseTransform((int)code)[0])]);
        }

        return texts;
    }

    internal override PipelineColumn Prepare(Table training, string name, PipelineOptions options)
    {
        LabelEncoder encoder = EncoderOf(training[name]);
        Column filled = PipelineColumn.Fill(options.CategoryImputer, training[name], out string fill);
        bool isNumeric = training[name] is NumberColumn;
        double[] codes = [.. Enumerable.Range(0, filled.Count).Select(row => (double)encoder.Code(filled.TextAt(row))!.Value)];
        (double mean, _, double scale) = StandardScaler.Moments(codes);
        return new OrdinalFeature(name, fill, [.. encoder.Classes], isNumeric, mean, scale);
    }

    private LabelEncoder EncoderOf(Column column)
    {
        string[] found = [.. LabelEncoder.SortedValues(column)];
        if (order.Length == 0) { return new LabelEncoder().Use(found); }
        if (order.Distinct(StringComparer.Ordinal).Count() < order.Length)
        {
            throw new ArgumentException($"The order {string.Join(", ", order)} names a category twice. Name each once.");
        }

        return found.FirstOrDefault(value => !order.Contains(value)) is { } stranger
            ? throw new DataException(
                $"'{stranger}' is not in the order {string.Join(", ", order)}. Name every category of the column.", null, column: column.Name, value: stranger)
            : new LabelEncoder().Use(order);
    }

    private void CheckCount(int given)
    {
        if (given != _encoders.Length)
        {
            throw new ArgumentException($"{given} columns were given, {_encoders.Length} were fitted. Give the same columns in the same order.");
        }
    }
}

using Hebb.Data.Tables;

namespace Hebb.Data.Preprocessing;

/// <summary>Brings columns of numbers to a common scale. Missing values are ignored by <see cref="Fit"/> and stay missing.</summary>
public abstract class NumberScaler : ColumnPreparation
{
    private protected NumberScaler() { }

    /// <summary>What was learned, column by column. Empty before <see cref="Fit"/>.</summary>
    private protected IReadOnlyList<NumberMap> Maps { get; private set; } = [];

    /// <summary>Learns the scale of each column.</summary>
    /// <param name="columns">The training rows of the columns; each needs at least one value.</param>
    /// <exception cref="DataException">A column has no values.</exception>
    public NumberScaler Fit(params ReadOnlySpan<NumberColumn> columns)
    {
        var maps = new NumberMap[columns.Length];
        for (int i = 0; i < maps.Length; i++) { maps[i] = LearnFrom(columns[i]); }
        Maps = maps;
        return this;
    }

    /// <summary>The columns scaled.</summary>
    /// <param name="columns">As many columns as were fitted, in the same order.</param>
    public NumberColumn[] Transform(params ReadOnlySpan<NumberColumn> columns) => Map(columns, static (map, value) => map.Apply(value));

    /// <summary>The columns in their original units.</summary>
    /// <param name="columns">As many scaled columns as were fitted, in the same order.</param>
    public NumberColumn[] InverseTransform(params ReadOnlySpan<NumberColumn> columns) => Map(columns, static (map, value) => map.Invert(value));

    internal override ColumnKind Kind => ColumnKind.Number;

    /// <summary>Learns from the values of one column, none of them missing.</summary>
    internal abstract NumberMap Learn(double[] values);

    internal override PipelineColumn Prepare(Table training, string name, PipelineOptions options)
    {
        NumberColumn column = training.Number(name);
        SimpleImputer imputer = new SimpleImputer(options.NumberImputer).Fit(column);
        NumberMap map = LearnFrom((NumberColumn)imputer.Transform(column)[0]);
        training.CheckScale(column, map.Shift, map.Scale);
        return new NumberFeature(name, PipelineColumn.ParseNumber(imputer.Statistics[0])!.Value, map);
    }

    private NumberMap LearnFrom(NumberColumn column) => column.MissingCount < column.Count
        ? Learn(column.Known())
        : throw new DataException("The column has no values to learn a scale from. Drop it, or impute it first.", null, column: column.Name);

    private NumberColumn[] Map(ReadOnlySpan<NumberColumn> columns, Func<NumberMap, double, double> map)
    {
        if (columns.Length != Maps.Count)
        {
            throw new ArgumentException(
                $"{columns.Length} columns were given, {Maps.Count} were fitted. Give the same columns in the same order.", nameof(columns));
        }

        var mapped = new NumberColumn[columns.Length];
        for (int i = 0; i < mapped.Length; i++)
        {
            double[] values = [.. columns[i].Values];
            for (int row = 0; row < values.Length; row++)
            {
                values[row] = double.IsNaN(values[row]) ? double.NaN : map(Maps[i], values[row]);
            }

            mapped[i] = new NumberColumn(columns[i].Name, values);
        }

        return mapped;
    }
}

namespace Hebb.Data;

/// <summary>
/// Standardises columns to mean 0 and variance 1, z = (x − mean) / scale, as scikit-learn's <c>StandardScaler</c> does: the variance is that of the
/// population (divided by n), a column that does not vary keeps its scale, missing values are ignored in <see cref="Fit"/> and stay missing.
/// </summary>
public sealed class StandardScaler
{
    private double[] _means = [], _variances = [], _scales = [];

    /// <summary>The mean of each column. Empty before <see cref="Fit"/>.</summary>
    public IReadOnlyList<double> Means => _means;

    /// <summary>The population variance of each column.</summary>
    public IReadOnlyList<double> Variances => _variances;

    /// <summary>What each column is divided by: the square root of its variance, or 1 when it does not vary.</summary>
    public IReadOnlyList<double> Scales => _scales;

    /// <summary>Learns mean and scale of each column.</summary>
    /// <param name="columns">The training rows of the columns; each needs at least one value.</param>
    public StandardScaler Fit(params ReadOnlySpan<NumberColumn> columns)
    {
        double[] means = new double[columns.Length], variances = new double[columns.Length], scales = new double[columns.Length];
        for (int i = 0; i < columns.Length; i++)
        {
            if (columns[i].MissingCount == columns[i].Count)
            {
                throw new DataException("The column has no values to learn mean and scale from. Drop it, or impute it first.", null, column: columns[i].Name);
            }

            (means[i], variances[i], scales[i]) = Moments(columns[i].Values);
        }

        (_means, _variances, _scales) = (means, variances, scales);
        return this;
    }

    /// <summary>The columns standardised.</summary>
    /// <param name="columns">As many columns as were fitted, in the same order.</param>
    public NumberColumn[] Transform(params ReadOnlySpan<NumberColumn> columns) => Map(columns, static (x, mean, scale) => (x - mean) / scale);

    /// <summary>The columns in their original units.</summary>
    /// <param name="columns">As many standardised columns as were fitted, in the same order.</param>
    public NumberColumn[] InverseTransform(params ReadOnlySpan<NumberColumn> columns) => Map(columns, static (z, mean, scale) => (z * scale) + mean);

    /// <summary>Mean, population variance and scale of the values that are not missing.</summary>
    internal static (double Mean, double Variance, double Scale) Moments(ReadOnlySpan<double> column)
    {
        double[] values = [.. column.ToArray().Where(value => !double.IsNaN(value))];
        double mean = MeanOf(values);

        // The second sum is zero in exact arithmetic; subtracting its square takes the rounding of the mean out of the variance.
        double squares = 0, rest = 0;
        foreach (double value in values)
        {
            double distance = value - mean;
            squares += distance * distance;
            rest += distance;
        }

        double variance = (squares - (rest * rest / values.Length)) / values.Length;
        return (mean, variance, IsConstant(variance, mean, values.Length) ? 1 : Math.Sqrt(variance));
    }

    /// <summary>The mean of numbers, without overflow for finite ones of ordinary size.</summary>
    internal static double MeanOf(double[] values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }

    /// <summary>Whether a variance is no more than the rounding of the arithmetic that gave it (scikit-learn's bound).</summary>
    private static bool IsConstant(double variance, double mean, int count)
    {
        const double Epsilon = 2.220446049250313e-16;
        double rounding = count * mean * Epsilon;
        return variance <= (count * Epsilon * variance) + (rounding * rounding);
    }

    private NumberColumn[] Map(ReadOnlySpan<NumberColumn> columns, Func<double, double, double, double> map)
    {
        if (columns.Length != _means.Length)
        {
            throw new ArgumentException(
                $"{columns.Length} columns were given, {_means.Length} were fitted. Give the same columns in the same order.", nameof(columns));
        }

        var mapped = new NumberColumn[columns.Length];
        for (int i = 0; i < mapped.Length; i++)
        {
            double[] values = [.. columns[i].Values];
            for (int row = 0; row < values.Length; row++)
            {
                values[row] = map(values[row], _means[i], _scales[i]);
            }

            mapped[i] = new NumberColumn(columns[i].Name, values);
        }

        return mapped;
    }
}

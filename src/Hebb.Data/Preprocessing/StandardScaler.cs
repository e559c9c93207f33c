using Hebb.Data.Tables;

namespace Hebb.Data.Preprocessing;

/// <summary>
/// Standardizes columns to mean 0 and variance 1, z = (x − mean) / scale, as scikit-learn's <c>StandardScaler</c> does: the variance is that of the
/// population (divided by n), a column that does not vary keeps its scale, missing values are ignored in <see cref="Fit"/> and stay missing.
/// </summary>
public sealed class StandardScaler : NumberScaler
{
    /// <summary>The mean of each column. Empty before <see cref="Fit"/>.</summary>
    public IReadOnlyList<double> Means => [.. Maps.Select(map => map.Shift)];

    /// <summary>The population variance of each column.</summary>
    public IReadOnlyList<double> Variances { get; private set; } = [];

    /// <summary>What each column is divided by: the square root of its variance, or 1 when it does not vary.</summary>
    public IReadOnlyList<double> Scales => [.. Maps.Select(map => map.Scale)];

    internal override string Reason => "standardized";

    /// <summary>Learns mean and scale of each column.</summary>
    /// <param name="columns">The training rows of the columns; each needs at least one value.</param>
    public new StandardScaler Fit(params ReadOnlySpan<NumberColumn> columns)
    {
        base.Fit(columns);
        Variances = [.. columns.ToArray().Select(column => Moments(column.Values).Variance)];
        return this;
    }

    internal override NumberMap Learn(double[] values)
    {
        (double mean, _, double scale) = Moments(values);
        return new NumberMap(mean, scale);
    }

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
    internal static bool IsConstant(double variance, double mean, long count)
    {
        const double Epsilon = 2.220446049250313e-16;
        double rounding = count * mean * Epsilon;
        return variance <= (count * Epsilon * variance) + (rounding * rounding);
    }
}

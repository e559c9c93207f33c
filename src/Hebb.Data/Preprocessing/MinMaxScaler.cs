using Hebb.Data.Tables;

namespace Hebb.Data.Preprocessing;

/// <summary>
/// Brings the smallest and the largest training value of a column to two given numbers, as scikit-learn's <c>MinMaxScaler</c> does: by default to 0 and 1.
/// Later values outside the range of the training rows go beyond. A column that does not vary becomes the lower number.
/// </summary>
/// <param name="low">What the smallest value becomes.</param>
/// <param name="high">What the largest value becomes; above <paramref name="low"/>.</param>
public sealed class MinMaxScaler(double low = 0, double high = 1) : NumberScaler
{
    private readonly double _width =
        SettingRange.Finite(low, nameof(low)) < SettingRange.Finite(high, nameof(high)) ? high - low
        : throw new ArgumentException($"The range goes from low {low} to high {high}. Expected a larger second number.", nameof(high));

    internal override string Reason => $"scaled to {NumberColumn.Format(low)} … {NumberColumn.Format(high)}";

    /// <inheritdoc cref="NumberScaler.Fit"/>
    public new MinMaxScaler Fit(params ReadOnlySpan<NumberColumn> columns) => (MinMaxScaler)base.Fit(columns);

    internal override NumberMap Learn(double[] values)
    {
        double smallest = values.Min(), range = values.Max() - smallest;
        double scale = (range == 0 ? 1 : range) / _width;
        return new NumberMap(smallest - (low * scale), scale);
    }
}

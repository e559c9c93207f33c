using Hebb.Data.Tables;

namespace Hebb.Data.Preprocessing;

/// <summary>
/// Subtracts the median and divides by the distance between two quantiles, as scikit-learn's <c>RobustScaler</c> does: a few extreme values do not change
/// the scale of all others. A column whose quantiles are equal keeps its scale.
/// </summary>
/// <param name="lower">The lower quantile, a share from 0 to 1.</param>
/// <param name="upper">The upper quantile, above <paramref name="lower"/>.</param>
public sealed class RobustScaler(double lower = 0.25, double upper = 0.75) : NumberScaler
{
    private readonly double _upper = SettingRange.Share(lower, nameof(lower)) < SettingRange.Share(upper, nameof(upper))
        ? upper
        : throw new ArgumentException($"The quantiles are {lower} and {upper}. Expected shares from 0 to 1, the second one larger.", nameof(upper));

    internal override string Reason => "centred on the median, scaled by the distance of two quantiles";

    /// <inheritdoc cref="NumberScaler.Fit"/>
    public new RobustScaler Fit(params ReadOnlySpan<NumberColumn> columns) => (RobustScaler)base.Fit(columns);

    internal override NumberMap Learn(double[] values)
    {
        double[] sorted = [.. values.Order()];
        double distance = Percentile.Of(sorted, _upper) - Percentile.Of(sorted, lower);
        return new NumberMap(Percentile.Of(sorted, 0.5), distance == 0 ? 1 : distance);
    }
}

using Hebb.Data.Tables;

namespace Hebb.Data.Preprocessing;

/// <summary>Divides a column by its largest magnitude in the training rows, as scikit-learn's <c>MaxAbsScaler</c> does: zero stays zero.</summary>
public sealed class MaxAbsScaler : NumberScaler
{
    internal override string Reason => "divided by the largest magnitude";

    /// <inheritdoc cref="NumberScaler.Fit"/>
    public new MaxAbsScaler Fit(params ReadOnlySpan<NumberColumn> columns) => (MaxAbsScaler)base.Fit(columns);

    internal override NumberMap Learn(double[] values)
    {
        double largest = values.Max(Math.Abs);
        return new NumberMap(0, largest == 0 ? 1 : largest);
    }
}

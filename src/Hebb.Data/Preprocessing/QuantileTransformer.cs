using Hebb.Data.Tables;

namespace Hebb.Data.Preprocessing;

/// <summary>What ranks become.</summary>
public enum QuantileOutput
{
    /// <summary>Numbers from 0 to 1, all equally frequent.</summary>
    Uniform,

    /// <summary>Normal numbers with mean 0 and variance 1, from −5.2 to 5.2.</summary>
    Normal,
}

/// <summary>
/// Replaces numbers by their rank among the training rows, as scikit-learn's <c>QuantileTransformer</c> does: skewed columns and extreme values become
/// even. All values are used (scikit-learn draws 10 000 of more).
/// </summary>
/// <param name="quantiles">How many quantiles are kept; at most as many as values.</param>
/// <param name="output">What ranks become.</param>
public sealed class QuantileTransformer(int quantiles = 1000, QuantileOutput output = QuantileOutput.Uniform) : NumberScaler
{
    private readonly int _quantiles =
        quantiles >= 2 ? quantiles : throw new ArgumentOutOfRangeException(nameof(quantiles), quantiles, "At least two quantiles are needed.");

    internal override string Reason => output == QuantileOutput.Normal ? "ranks as normal numbers" : "ranks from 0 to 1";

    /// <inheritdoc cref="NumberScaler.Fit"/>
    public new QuantileTransformer Fit(params ReadOnlySpan<NumberColumn> columns) => (QuantileTransformer)base.Fit(columns);

    internal override NumberMap Learn(double[] values)
    {
        double[] sorted = [.. values];
        Array.Sort(sorted);
        int count = Math.Max(2, Math.Min(_quantiles, sorted.Length));
        double[] kept = new double[count];
        for (int i = 0; i < count; i++)
        {
            kept[i] = Percentile.Of(sorted, (double)i / (count - 1));
            if (i > 0) { kept[i] = Math.Max(kept[i], kept[i - 1]); }
        }

        return new NumberMap(0, 1, new QuantileMap(kept, output == QuantileOutput.Normal));
    }
}

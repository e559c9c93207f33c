namespace Hebb.Data.Preprocessing;

/// <summary>Quantiles between sorted values, as numpy's <c>percentile</c> computes them by default (linear).</summary>
internal static class Percentile
{
    /// <summary>The value below which this share of the values lies.</summary>
    /// <param name="sorted">The values in ascending order; at least one.</param>
    /// <param name="share">From 0 to 1.</param>
    public static double Of(double[] sorted, double share)
    {
        double position = share * (sorted.Length - 1);
        int lower = (int)position, upper = Math.Min(lower + 1, sorted.Length - 1);
        double part = position - lower, step = sorted[upper] - sorted[lower];
        return part < 0.5 ? sorted[lower] + (step * part) : sorted[upper] - (step * (1 - part));
    }
}

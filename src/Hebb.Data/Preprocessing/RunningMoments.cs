namespace Hebb.Data.Preprocessing;

/// <summary>Mean and variance of numbers that come one by one (Welford, 1962): one pass, no list, no cancellation.</summary>
internal sealed class RunningMoments
{
    private double _squares;

    /// <summary>How many numbers there were.</summary>
    public long Count { get; private set; }

    /// <summary>Their mean.</summary>
    public double Mean { get; private set; }

    /// <summary>Takes a number.</summary>
    public void Add(double value)
    {
        double before = value - Mean;
        Mean += before / ++Count;
        _squares += before * (value - Mean);
    }

    /// <summary>Standardization by these numbers.</summary>
    public NumberMap Map => MapWith(0);

    /// <summary>Standardization by these numbers and some more that equal the mean: missing values that were filled in.</summary>
    public NumberMap MapWith(long filled)
    {
        long all = Count + filled;
        double variance = all == 0 ? 0 : _squares / all;
        return new NumberMap(Mean, StandardScaler.IsConstant(variance, Mean, all) ? 1 : Math.Sqrt(variance));
    }
}

namespace Hebb.Data.Preprocessing;

/// <summary>Numbers as ranks: where a number lies among quantiles of the training rows, from 0 to 1, or as the normal number with that
/// probability below it.</summary>
internal sealed class QuantileMap(double[] quantiles, bool isNormal)
{
    /// <summary>Normal numbers end where one part in ten million lies outside (scikit-learn's bound).</summary>
    private const double Tail = 1e-7;

    /// <summary>The distance from 1 to the next double, by which scikit-learn moves the bound.</summary>
    private const double Spacing = 2.220446049250313e-16;

    /// <summary>Quantiles at equal steps of the probability, ascending.</summary>
    public IReadOnlyList<double> Quantiles => quantiles;

    /// <summary>Whether ranks become normal numbers.</summary>
    public bool IsNormal => isNormal;

    /// <summary>A value as rank.</summary>
    public double Apply(double value)
    {
        double margin = isNormal ? Tail : 0;
        double rank = value - margin <= quantiles[0] ? 0 : value + margin >= quantiles[^1] ? 1 : (Below(value) + Above(value)) / 2;
        return isNormal ? Normal.Quantile(Math.Clamp(rank, Tail - Spacing, 1 - (Tail - Spacing))) : rank;
    }

    /// <summary>The value of a rank.</summary>
    public double Invert(double rank)
    {
        double position = Math.Clamp(isNormal ? Normal.Probability(rank) : rank, 0, 1) * (quantiles.Length - 1);
        int lower = Math.Min((int)position, quantiles.Length - 1), upper = Math.Min(lower + 1, quantiles.Length - 1);
        return quantiles[lower] + ((position - lower) * (quantiles[upper] - quantiles[lower]));
    }

    /// <summary>The rank read from the last quantile that is not greater: of equal quantiles the highest rank.</summary>
    private double Below(double value)
    {
        int low = 0, high = quantiles.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (quantiles[middle] <= value) { low = middle + 1; }
            else { high = middle; }
        }

        return low == 0 ? 0 : low == quantiles.Length ? 1 : Between(low - 1, value);
    }

    /// <summary>The rank read from the first quantile that is not smaller: of equal quantiles the lowest rank.</summary>
    private double Above(double value)
    {
        int low = 0, high = quantiles.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (quantiles[middle] < value) { low = middle + 1; }
            else { high = middle; }
        }

        return low == 0 ? 0 : low == quantiles.Length ? 1 : Between(low - 1, value);
    }

    private double Between(int index, double value) =>
        (index + ((value - quantiles[index]) / (quantiles[index + 1] - quantiles[index]))) / (quantiles.Length - 1);
}

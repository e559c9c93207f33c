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

    /// <summary>A value as rank: where it equals several quantiles, the middle of their ranks.</summary>
    public double Apply(double value)
    {
        double margin = isNormal ? Tail : 0;
        double rank = value - margin <= quantiles[0] ? 0 : value + margin >= quantiles[^1] ? 1 : Between(value);
        return isNormal ? Normal.Quantile(Math.Clamp(rank, Tail - Spacing, 1 - (Tail - Spacing))) : rank;
    }

    /// <summary>The value of a rank.</summary>
    public double Invert(double rank)
    {
        double position = Math.Clamp(isNormal ? Normal.Probability(rank) : rank, 0, 1) * (quantiles.Length - 1);
        int lower = Math.Min((int)position, quantiles.Length - 1), upper = Math.Min(lower + 1, quantiles.Length - 1);
        return quantiles[lower] + ((position - lower) * (quantiles[upper] - quantiles[lower]));
    }

    /// <summary>The rank of a value between the first quantile and the last.</summary>
    private double Between(double value)
    {
        int low = 0, high = quantiles.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (quantiles[middle] <= value) { low = middle + 1; }
            else { high = middle; }
        }

        int last = low - 1;
        if (quantiles[last] < value) { return RankAt(last, value); }
        (low, high) = (0, last);
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (quantiles[middle] < value) { low = middle + 1; }
            else { high = middle; }
        }

        return (RankAt(last, value) + RankAt(low - 1, value)) / 2;
    }

    /// <summary>The rank read from a quantile and the next one.</summary>
    private double RankAt(int index, double value) =>
        (index + ((value - quantiles[index]) / (quantiles[index + 1] - quantiles[index]))) / (quantiles.Length - 1);
}

using static System.FormattableString;

namespace Hebb.Data.Preprocessing;

/// <summary>
/// How far the true number may lie from a predicted one: an interval that holds it with some probability, wider where such predictions were further off. It is
/// found by conformal prediction: rows that nothing was learned from are ordered by their prediction and parted into groups, and in each group the residuals
/// that cut off equal shares on both sides are the interval. If later rows come from the same source, a new one lies in it with at least that probability,
/// whatever the model and the distribution (Vovk, Gammerman and Shafer, 2005; Lei et al., 2018; groups by the prediction: Boström and Johansson, 2020).
/// </summary>
public sealed class PredictionInterval
{
    private const int MostGroups = 10, RowsOfGroup = 100;

    private readonly double[] _from, _below, _above;

    /// <summary>Intervals that are known.</summary>
    /// <param name="share">The share of true numbers that they hold; above 0 and below 1.</param>
    /// <param name="from">The smallest prediction of each group but the first, ascending.</param>
    /// <param name="below">For each group how far below the prediction its interval begins; negative where all of it lies above.</param>
    /// <param name="above">For each group how far above the prediction it ends; at least −<paramref name="below"/>.</param>
    /// <param name="least">No interval begins below this number, because no true number is smaller; null for any.</param>
    /// <exception cref="ArgumentException">The lists do not fit together, or hold numbers that are none.</exception>
    public PredictionInterval(double share, IReadOnlyList<double> from, IReadOnlyList<double> below, IReadOnlyList<double> above, double? least = null)
    {
        Share = SettingRange.RealPart(share, nameof(share));
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(below);
        ArgumentNullException.ThrowIfNull(above);
        Least = SettingRange.Finite(least, nameof(least));
        (_from, _below, _above) = ([.. from], [.. below], [.. above]);
        if (Problem() is { } problem) { throw new ArgumentException(problem, nameof(from)); }
    }

    /// <summary>The share of true numbers that the intervals hold.</summary>
    public double Share { get; }

    /// <summary>The smallest prediction of each group but the first, ascending.</summary>
    public IReadOnlyList<double> From => _from;

    /// <summary>For each group how far below the prediction its interval begins.</summary>
    public IReadOnlyList<double> Below => _below;

    /// <summary>For each group how far above the prediction its interval ends.</summary>
    public IReadOnlyList<double> Above => _above;

    /// <summary>No interval begins below this number, unless its prediction lies there; null for any.</summary>
    public double? Least { get; }

    /// <summary>The fewest rows from which an interval can be had: 19 for 90 %.</summary>
    /// <param name="share">The share of true numbers to hold.</param>
    public static int FewestRows(double share) => (int)Math.Ceiling((2 / (1 - SettingRange.RealPart(share, nameof(share)))) - 1 - 1e-9);

    /// <summary>Finds intervals; null if there are fewer than <see cref="FewestRows"/>.</summary>
    /// <param name="truth">The true numbers of rows that the model has not learned from.</param>
    /// <param name="predicted">The numbers predicted for them.</param>
    /// <param name="share">The share of true numbers to hold.</param>
    /// <param name="errorRatio">How large the errors of later predictions are beside those of <paramref name="predicted"/>: below 1 where later ones are a
    /// mean of several models and these are of one of them.</param>
    /// <param name="least">No interval begins below this number, because no true number is smaller; null for any.</param>
    /// <exception cref="ArgumentException">The lists have different lengths.</exception>
    public static PredictionInterval? Fit(
        IReadOnlyList<double> truth, IReadOnlyList<double> predicted, double share = 0.9, double errorRatio = 1, double? least = null)
    {
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(predicted);
        SettingRange.Positive(errorRatio, nameof(errorRatio));
        int rows = truth.Count, fewest = FewestRows(share);
        if (rows != predicted.Count)
        {
            throw new ArgumentException(
                $"There are {rows} true and {predicted.Count} predicted numbers. Expected one prediction for each row.", nameof(predicted));
        }

        if (rows < fewest) { return null; }
        int[] order = [.. Enumerable.Range(0, rows).OrderBy(row => predicted[row])];
        List<double> from = [], below = [], above = [];
        foreach (Range group in Groups([.. order.Select(row => predicted[row])], Math.Max(fewest, RowsOfGroup)))
        {
            double[] residuals = [.. order[group].Select(row => errorRatio * (truth[row] - predicted[row])).Order()];
            int outside = (int)Math.Floor(((residuals.Length + 1) * (1 - share) / 2) + 1e-9);
            if (group.Start.Value > 0) { from.Add(predicted[order[group.Start]]); }
            below.Add(-residuals[outside - 1]);
            above.Add(residuals[^outside]);
        }

        return new(share, from, below, above, least);
    }

    /// <summary>The interval of a prediction, which lies in it even where most true numbers of its group were larger, or smaller.</summary>
    /// <param name="prediction">The number predicted.</param>
    public (double Low, double High) Around(double prediction)
    {
        int found = Array.BinarySearch(_from, prediction), group = found >= 0 ? found + 1 : ~found;
        double least = Least ?? double.NegativeInfinity;
        return (Math.Min(prediction, Math.Max(prediction - _below[group], least)), Math.Max(prediction, Math.Max(prediction + _above[group], least)));
    }

    /// <summary>What speaks against these numbers; null if nothing.</summary>
    private string? Problem()
    {
        if (_below.Length != _from.Length + 1 || _above.Length != _below.Length)
        {
            return Invariant($"There are {_below.Length} and {_above.Length} distances for {_from.Length + 1} groups. Expected one of both for each group.");
        }

        if (!_from.Concat(_below).Concat(_above).All(double.IsFinite)) { return "A bound is not a finite number."; }
        return _from.Zip(_from.Skip(1)).All(pair => pair.First < pair.Second) && _below.Zip(_above).All(pair => pair.First + pair.Second >= 0)
            ? null
            : "The groups do not ascend, or an interval ends before it begins.";
    }

    /// <summary>Parts sorted predictions into groups of about equal size; equal predictions stay together.</summary>
    private static IEnumerable<Range> Groups(double[] sorted, int rowsOfGroup)
    {
        int groups = Math.Clamp(sorted.Length / rowsOfGroup, 1, MostGroups), start = 0;
        for (int group = 1; group < groups; group++)
        {
            int end = (int)((long)sorted.Length * group / groups);
            while (end < sorted.Length && sorted[end] == sorted[end - 1]) { end++; }
            if (end - start < rowsOfGroup || sorted.Length - end < rowsOfGroup) { continue; }
            yield return start..end;
            start = end;
        }

        yield return start..sorted.Length;
    }
}

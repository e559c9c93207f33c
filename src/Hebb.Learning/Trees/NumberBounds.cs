using Hebb.Ops;

namespace Hebb.Learning.Trees;

/// <summary>
/// Where the bins of a column of numbers end: bin b holds the numbers above bound b − 1, up to bound b. Each distinct number gets a bin if there are enough of
/// them; otherwise bins get about equally many rows, and a number with more rows than that gets its own (Ke et al., LightGBM, 2017).
/// </summary>
internal static class NumberBounds
{
    /// <summary>Of more rows than this a sample decides.</summary>
    private const int MostRows = 200_000;

    /// <summary>The bounds between the bins, in ascending order: one fewer than bins.</summary>
    /// <param name="values">The numbers; NaN where missing.</param>
    /// <param name="maxBins">The most bins.</param>
    public static double[] Of(double[] values, int maxBins)
    {
        double[] sorted = [.. Sample(values).Where(value => !double.IsNaN(value))];
        Array.Sort(sorted);
        List<double> distinct = [];
        List<int> counts = [];
        foreach (double value in sorted)
        {
            if (distinct.Count > 0 && distinct[^1] == value) { counts[^1]++; }
            else
            {
                distinct.Add(value);
                counts.Add(1);
            }
        }

        // A number that fills a bin is alone in it; the other rows share the other bins.
        bool[] isFrequent = [.. counts.Select(count => (long)count * maxBins >= sorted.Length)];
        double rows = counts.Where((_, i) => !isFrequent[i]).Sum(), inBin = 0;
        int bins = maxBins - isFrequent.Count(frequent => frequent);
        List<double> bounds = [];
        for (int i = 0; i + 1 < distinct.Count && bounds.Count + 1 < maxBins; i++)
        {
            inBin += isFrequent[i] ? 0 : counts[i];
            double over = inBin + counts[i + 1] - (rows / bins), under = (rows / bins) - inBin;
            if (distinct.Count > maxBins && !isFrequent[i] && !isFrequent[i + 1] && under > over) { continue; }
            bounds.Add(Between(distinct[i], distinct[i + 1]));
            if (isFrequent[i]) { continue; }
            (rows, bins, inBin) = (rows - inBin, Math.Max(1, bins - 1), 0);
        }

        return [.. bounds];
    }

    /// <summary>The middle of two numbers, or the lower one where nothing lies between them.</summary>
    private static double Between(double low, double high) => (low / 2) + (high / 2) is var middle && middle > low && middle < high ? middle : low;

    /// <summary>One row of each of equally long stretches, so that rows that repeat in a period do no harm.</summary>
    private static IEnumerable<double> Sample(double[] values)
    {
        if (values.Length <= MostRows) { return values; }
        return Enumerable.Range(0, MostRows).Select(i =>
        {
            int start = (int)((long)i * values.Length / MostRows), end = (int)((i + 1L) * values.Length / MostRows);
            SplitMix64 random = SplitMix64.Of(0, i);
            return values[start + random.Below(end - start)];
        });
    }
}

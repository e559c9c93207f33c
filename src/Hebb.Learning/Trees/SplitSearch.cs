namespace Hebb.Learning.Trees;

/// <summary>
/// Finds the best way to divide a leaf by one column. A split is worth G²/(H + λ) of the left side and of the right one, less that of the whole
/// (Friedman, Greedy function approximation, 2001; Chen &amp; Guestrin, XGBoost, 2016).
/// </summary>
internal sealed class SplitSearch(BoostedTreesOptions options)
{
    /// <summary>Less than this comes from rounding: derivatives are of the size of 1.</summary>
    private const double MinGain = 1e-9;

    /// <summary>The best split by a column, or the default.</summary>
    public Split Best(int column, bool isCategory, ReadOnlySpan<HistogramBin> histogram, HistogramBin sum) =>
        isCategory ? ByCategories(column, histogram, sum) : ByNumbers(column, histogram, sum);

    private double Gain(HistogramBin left, HistogramBin sum)
    {
        HistogramBin right = sum - left;
        if (Math.Min(left.Rows, right.Rows) < options.MinRowsPerLeaf || Math.Min(left.Hessian, right.Hessian) < HistogramBin.MinHessian) { return 0; }
        double gain = left.Worth(options.L2) + right.Worth(options.L2) - sum.Worth(options.L2);
        return gain > MinGain ? gain : 0;
    }

    /// <summary>All thresholds, with missing values on either side; the last one divides the missing values from all numbers.</summary>
    private Split ByNumbers(int column, ReadOnlySpan<HistogramBin> histogram, HistogramBin sum)
    {
        Split best = default;
        HistogramBin missing = histogram[0], below = default;
        for (int bin = 1; bin < histogram.Length; bin++)
        {
            if (histogram[bin].Rows == 0) { continue; }
            below += histogram[bin];
            double gain = Gain(below, sum);
            if (gain > best.Gain) { best = new(gain, column, below, bin, missing.Rows == 0 && below.Rows >= sum.Rows - below.Rows, null); }
            if (missing.Rows > 0 && Gain(below + missing, sum) is var other && other > best.Gain)
            {
                best = new(other, column, below + missing, bin, true, null);
            }
        }

        return best;
    }

    /// <summary>
    /// Sorted by G/H, one of the cuts is the best of all ways to divide the categories (Fisher, On grouping for maximum homogeneity, 1958). Those with few rows
    /// are on the right, so both ends are tried as the left side. Missing values are a category too (Ke et al., LightGBM, 2017).
    /// </summary>
    private Split ByCategories(int column, ReadOnlySpan<HistogramBin> histogram, HistogramBin sum)
    {
        List<(double Key, int Bin)> order = [];
        bool hasRare = false;
        for (int bin = 0; bin < histogram.Length; bin++)
        {
            if (histogram[bin].Rows >= options.MinRowsPerCategory)
            {
                order.Add((histogram[bin].Gradient / (histogram[bin].Hessian + options.CategorySmoothing), bin));
            }
            else { hasRare |= histogram[bin].Rows > 0; }
        }

        order.Sort();
        (double gain, HistogramBin left, int count) = BestCut(order, histogram, sum);
        if (hasRare)
        {
            order.Reverse();
            if (BestCut(order, histogram, sum) is var other && other.Gain > gain) { (gain, left, count) = other; }
            else { order.Reverse(); }
        }

        if (gain == 0) { return default; }

        // Categories that have no rows here go to the side that has more.
        bool[] goesLeft = new bool[histogram.Length];
        bool isLarger = left.Rows >= sum.Rows - left.Rows;
        for (int bin = 0; bin < goesLeft.Length; bin++) { goesLeft[bin] = histogram[bin].Rows == 0 && isLarger; }
        for (int i = 0; i < count; i++) { goesLeft[order[i].Bin] = true; }
        return new(gain, column, left, 0, goesLeft[0], goesLeft);
    }

    private (double Gain, HistogramBin Left, int Count) BestCut(List<(double Key, int Bin)> order, ReadOnlySpan<HistogramBin> histogram, HistogramBin sum)
    {
        (double Gain, HistogramBin Left, int Count) best = default;
        HistogramBin left = default;
        for (int i = 0; i < order.Count; i++)
        {
            left += histogram[order[i].Bin];
            if (Gain(left, sum) is var gain && gain > best.Gain) { best = (gain, left, i + 1); }
        }

        return best;
    }
}

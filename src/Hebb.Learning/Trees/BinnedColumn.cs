using System.Numerics;

namespace Hebb.Learning.Trees;

/// <summary>A column of which each cell is a bin: 0 where it is missing, otherwise from 1 on a range of numbers, or a category.</summary>
internal abstract class BinnedColumn(double[] bounds, int count, bool isCategory)
{
    /// <summary>The number of bins, that of missing values included.</summary>
    public int Count => count;

    public bool IsCategory => isCategory;

    /// <summary>The bin of a row.</summary>
    public abstract int this[int row] { get; }

    /// <summary>Bins of the training rows; a byte each where that is enough, because large tables are bound by memory.</summary>
    public static BinnedColumn Of(TreeColumn column, int maxBins)
    {
        bool isCategory = column.CategoryCount > 0;
        double[] bounds = isCategory ? [] : NumberBounds.Of(column.Values, maxBins);
        int count = 1 + (isCategory ? column.CategoryCount : bounds.Length + 1);
        return count <= byte.MaxValue + 1
            ? new BinnedColumn<byte>(column.Values, bounds, count, isCategory)
            : new BinnedColumn<ushort>(column.Values, bounds, count, isCategory);
    }

    /// <summary>Up to where numbers are in a bin or one before: all of them for the last bin.</summary>
    public double Threshold(int bin) => bin <= bounds.Length ? bounds[bin - 1] : double.MaxValue;

    /// <summary>Adds rows to the bins of a histogram, in their order.</summary>
    /// <param name="histogram">The bins of this column.</param>
    /// <param name="rows">Which rows.</param>
    /// <param name="gradients">First derivatives of these rows.</param>
    /// <param name="hessians">Second derivatives of these rows.</param>
    public abstract void AddTo(Span<HistogramBin> histogram, ReadOnlySpan<int> rows, ReadOnlySpan<float> gradients, ReadOnlySpan<float> hessians);

    /// <summary>Moves rows of a block to the front or to the end of a place for them: those on the right come in reverse order.</summary>
    /// <param name="rows">Which rows.</param>
    /// <param name="sides">1 for bins that go left, otherwise 0.</param>
    /// <param name="place">As long as <paramref name="rows"/>.</param>
    /// <returns>How many went left.</returns>
    public abstract int Divide(ReadOnlySpan<int> rows, byte[] sides, Span<int> place);

    /// <summary>The bin of a number or code.</summary>
    protected static int BinOf(double value, double[] bounds, bool isCategory)
    {
        if (double.IsNaN(value)) { return 0; }
        if (isCategory) { return (int)value + 1; }
        int low = 0, high = bounds.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (value <= bounds[middle]) { high = middle; }
            else { low = middle + 1; }
        }

        return low + 1;
    }
}

/// <summary>A column with bins of one type.</summary>
internal sealed class BinnedColumn<TBin>(double[] values, double[] bounds, int count, bool isCategory) : BinnedColumn(bounds, count, isCategory)
    where TBin : unmanaged, IBinaryInteger<TBin>
{
    private readonly TBin[] _bins = Array.ConvertAll(values, value => TBin.CreateTruncating(BinOf(value, bounds, isCategory)));

    public override int this[int row] => int.CreateTruncating(_bins[row]);

    public override void AddTo(Span<HistogramBin> histogram, ReadOnlySpan<int> rows, ReadOnlySpan<float> gradients, ReadOnlySpan<float> hessians)
    {
        gradients = gradients[..rows.Length];
        hessians = hessians[..rows.Length];
        TBin[] bins = _bins;
        for (int i = 0; i < rows.Length; i++)
        {
            ref HistogramBin bin = ref histogram[int.CreateTruncating(bins[rows[i]])];
            bin.Gradient += gradients[i];
            bin.Hessian += hessians[i];
            bin.Rows++;
        }
    }

    public override int Divide(ReadOnlySpan<int> rows, byte[] sides, Span<int> place)
    {
        TBin[] bins = _bins;
        int left = 0, right = rows.Length - 1;
        foreach (int row in rows)
        {
            int side = sides[int.CreateTruncating(bins[row])];
            (place[left], place[right]) = (row, row); // one of the two is written again; no branch that cannot be foreseen
            left += side;
            right -= 1 - side;
        }

        return left;
    }
}

namespace Hebb.Learning.Trees;

/// <summary>A column of which each cell is a bin: 0 where it is missing, otherwise from 1 on a range of numbers, or a category.</summary>
internal sealed class BinnedColumn
{
    private readonly double[] _bounds;

    /// <summary>Bins of the training rows.</summary>
    public BinnedColumn(TreeColumn column, int maxBins)
    {
        IsCategory = column.CategoryCount > 0;
        _bounds = IsCategory ? [] : NumberBounds.Of(column.Values, maxBins);
        Count = 1 + (IsCategory ? column.CategoryCount : _bounds.Length + 1);
        Bins = Array.ConvertAll(column.Values, BinOf);
    }

    public bool IsCategory { get; }

    /// <summary>The number of bins, that of missing values included.</summary>
    public int Count { get; }

    /// <summary>The bin of each row.</summary>
    public ushort[] Bins { get; }

    /// <summary>Up to where numbers are in a bin or one before: all of them for the last bin.</summary>
    public double Threshold(int bin) => bin <= _bounds.Length ? _bounds[bin - 1] : double.MaxValue;

    private ushort BinOf(double value)
    {
        if (double.IsNaN(value)) { return 0; }
        if (IsCategory) { return (ushort)(value + 1); }
        int low = 0, high = _bounds.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (value <= _bounds[middle]) { high = middle; }
            else { low = middle + 1; }
        }

        return (ushort)(low + 1);
    }
}

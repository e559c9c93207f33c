namespace Hebb.Metrics;

/// <summary>A confusion matrix: how much weight has each pair of true class (row) and predicted class (column).</summary>
internal readonly ref struct ClassMatrix(ReadOnlySpan<double> cells)
{
    private readonly ReadOnlySpan<double> _cells = cells;

    /// <summary>The number of classes.</summary>
    public int Classes { get; } = (int)Math.Sqrt(cells.Length);

    /// <summary>The weight of rows of a class that were called another.</summary>
    public double this[int truth, int said] => _cells[truth * Classes + said];

    /// <summary>The weight of all rows of a class.</summary>
    public double Truth(int truth)
    {
        double sum = 0;
        for (int said = 0; said < Classes; said++) { sum += this[truth, said]; }
        return sum;
    }

    /// <summary>The weight of all rows that were called a class.</summary>
    public double Said(int said)
    {
        double sum = 0;
        for (int truth = 0; truth < Classes; truth++) { sum += this[truth, said]; }
        return sum;
    }
}

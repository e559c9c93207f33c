namespace Hebb.Learning.Trees;

/// <summary>A leaf of a tree that grows: rows that stand next to each other in the grower's order.</summary>
/// <param name="node">Its node.</param>
/// <param name="start">Its first row in the order.</param>
/// <param name="count">How many rows it has.</param>
/// <param name="sum">What they sum up to.</param>
internal sealed class Leaf(int node, int start, int count, HistogramBin sum)
{
    public int Node => node;

    public int Start => start;

    public int Count => count;

    public HistogramBin Sum => sum;

    /// <summary>The bins of all columns; null where there are none.</summary>
    public HistogramBin[]? Histogram { get; set; }

    /// <summary>The best way to divide it.</summary>
    public Split Best { get; set; }
}

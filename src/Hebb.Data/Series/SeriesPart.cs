using Hebb.Datasets;

namespace Hebb.Data.Series;

/// <summary>The windows of one part of a series.</summary>
public sealed class SeriesPart
{
    internal SeriesPart(Dataset data, int[] targetRows, float[] persistence) => (Data, TargetRows, Persistence) = (data, targetRows, persistence);

    /// <summary>x [windows, window, columns], y [windows, steps · targets]: all targets of the first step, then of the next.</summary>
    public Dataset Data { get; }

    /// <summary>The number of windows.</summary>
    public int Count => TargetRows.Count;

    /// <summary>For each window, the row of the table that is its first predicted one.</summary>
    public IReadOnlyList<int> TargetRows { get; }

    /// <summary>What "it stays as it is" would predict, in the order and scale of the targets: the value to beat.</summary>
    public IReadOnlyList<float> Persistence { get; }
}

namespace Hebb.Cpu.Movement;

/// <summary>A strided walk over source and destination, with as few dimensions as say the same.</summary>
internal sealed class StridedCopy
{
    /// <summary>The most dimensions a copy may have.</summary>
    public const int MostDimensions = 8;

    /// <summary>Simplifies a walk: no extents of 1, neighboring dimensions that step alike become one, the smallest destination stride last.</summary>
    /// <exception cref="ArgumentException">The arrays do not agree, or there are too many dimensions.</exception>
    public StridedCopy(ReadOnlySpan<int> dimensions, ReadOnlySpan<long> fromStrides, ReadOnlySpan<long> toStrides)
    {
        if (fromStrides.Length != dimensions.Length || toStrides.Length != dimensions.Length || dimensions.Length > MostDimensions)
        {
            throw new ArgumentException(
                $"A copy has one stride for each of at most {MostDimensions} dimensions on both sides, but got {dimensions.Length} "
                + $"dimensions, {fromStrides.Length} source and {toStrides.Length} destination strides.",
                nameof(dimensions));
        }

        List<(int Extent, long From, long To)> walk = [];
        for (int i = 0; i < dimensions.Length; i++)
        {
            if (dimensions[i] != 1) { walk.Add((dimensions[i], fromStrides[i], toStrides[i])); }
        }

        // Any order copies the same elements; destinations are best written in order.
        walk = [.. walk.OrderByDescending(dimension => Math.Abs(dimension.To)).ThenByDescending(dimension => Math.Abs(dimension.From))];
        for (int i = walk.Count - 1; i > 0; i--)
        {
            ((int outer, long outerFrom, long outerTo), (int inner, long innerFrom, long innerTo)) = (walk[i - 1], walk[i]);
            if (outerFrom != inner * innerFrom || outerTo != inner * innerTo) { continue; }
            walk[i - 1] = (checked(outer * inner), innerFrom, innerTo);
            walk.RemoveAt(i);
        }

        if (walk.Count == 0) { walk.Add((1, 1, 1)); }
        Dimensions = [.. walk.Select(dimension => dimension.Extent)];
        From = [.. walk.Select(dimension => dimension.From)];
        To = [.. walk.Select(dimension => dimension.To)];
        Size = Dimensions.Aggregate(1L, (size, extent) => size * extent);
    }

    /// <summary>Extents.</summary>
    public int[] Dimensions { get; }

    /// <summary>Source strides, in elements.</summary>
    public long[] From { get; }

    /// <summary>Destination strides, in elements.</summary>
    public long[] To { get; }

    /// <summary>The number of elements.</summary>
    public long Size { get; }
}

namespace Hebb.Interop.TensorBoard;

/// <summary>How values are distributed, in the buckets that TensorBoard's histograms have.</summary>
internal static class Buckets
{
    /// <summary>TensorBoard's number of buckets.</summary>
    private const int Count = 30;

    /// <summary>
    /// Rows of (left edge, right edge, count): 30 of equal width from the least value to the greatest; a single one, 1 wide, if all values are equal; none
    /// without values. Values that are not finite are left out.
    /// </summary>
    public static double[] Of(ReadOnlySpan<float> values)
    {
        double least = double.PositiveInfinity, greatest = double.NegativeInfinity;
        int finite = 0;
        foreach (float value in values)
        {
            if (!float.IsFinite(value)) { continue; }
            (least, greatest) = (Math.Min(least, value), Math.Max(greatest, value));
            finite++;
        }

        if (finite == 0) { return []; }
        if (least == greatest) { return [least - 0.5, least + 0.5, finite]; }
        double width = (greatest - least) / Count;
        double[] rows = new double[Count * 3];
        for (int i = 0; i < Count; i++) { (rows[3 * i], rows[3 * i + 1]) = (least + i * width, i == Count - 1 ? greatest : least + (i + 1) * width); }
        foreach (float value in values)
        {
            if (float.IsFinite(value)) { rows[3 * Math.Min((int)((value - least) / width), Count - 1) + 2]++; }
        }

        return rows;
    }
}

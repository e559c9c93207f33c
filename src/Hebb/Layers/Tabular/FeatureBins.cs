using Hebb.Initializers;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>Bins of each feature of a table, and how full they are. Edges have the shape (features, bins + 1), in ascending order.</summary>
/// <remarks>A feature of fewer different values has fewer bins; those without width are its last but one.</remarks>
internal static class FeatureBins
{
    /// <summary>The edges of data: quantiles, as NumPy and PyTorch interpolate them, each once.</summary>
    /// <exception cref="ArgumentException">There are no data, or some are not finite.</exception>
    public static float[] EdgesOf(Layer layer, Tensor data, int bins)
    {
        (int rows, int features) = (data.Shape[0], data.Shape[1]);
        if (rows == 0) { throw new ArgumentException($"{layer} learns from data, but got none: shape {data.Shape}.", nameof(data)); }
        double[] values = data.ToDoubles();
        int bad = Array.FindIndex(values, value => !double.IsFinite(value));
        if (bad >= 0)
        {
            throw new ArgumentException(
                $"{layer} learns from finite numbers, but feature {bad % features} contains {values[bad]}. Impute or remove such rows first.", nameof(data));
        }

        float[] edges = new float[features * (bins + 1)];
        double[] column = new double[rows];
        for (int feature = 0; feature < features; feature++)
        {
            for (int row = 0; row < rows; row++) { column[row] = values[row * features + feature]; }
            Array.Sort(column);
            float[] different = [.. Enumerable.Range(0, bins + 1).Select(i => (float)Quantile(column, (double)i / bins)).Distinct()];
            Span<float> own = edges.AsSpan(feature * (bins + 1), bins + 1);
            different.CopyTo(own);
            // The last bin stands last: it is the one that has no end.
            own[(different.Length - 1)..].Fill(different[Math.Max(0, different.Length - 2)]);
            own[^1] = different[^1];
        }

        return edges;
    }

    /// <summary>
    /// How full each bin is: 0 below it, 1 above it, in between the share of its width that lies below the number. The first bin goes on below 0, the last one
    /// above 1; bins without width have 0.
    /// </summary>
    public static Tensor Fill(Tensor x, Tensor edges)
    {
        Tensor left = edges.Slice(1, ..^1), right = edges.Slice(1, 1..), width = right - left;
        Tensor one = Tensor.Scalar(1, x.DType), zero = Tensor.Scalar(0, x.DType);
        Tensor exists = width > 0;
        Tensor scale = Tensor.Where(exists, one / Tensor.Where(exists, width, one), zero);
        Tensor least = Tensor.Where(left.EqualTo(edges.Slice(1, ..1)), Tensor.Scalar(double.NegativeInfinity, x.DType), zero);
        Tensor most = Tensor.Where(right.EqualTo(edges.Slice(1, ^1..)), Tensor.Scalar(double.PositiveInfinity, x.DType), one);
        return ((x.ExpandDims(-1) - left) * scale).Maximum(least).Minimum(most);
    }

    /// <summary>Interpolates between the two nearest of sorted values.</summary>
    private static double Quantile(double[] sorted, double share)
    {
        double at = share * (sorted.Length - 1);
        int below = Math.Min((int)at, sorted.Length - 1), above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (sorted[above] - sorted[below]) * (at - below);
    }

    /// <summary>Edges before any data were seen: bins of equal width from 0 to 1.</summary>
    internal sealed record EqualWidths : Initializer
    {
        /// <inheritdoc/>
        public override void Fill(Span<float> values, Shape shape, RandomKey key)
        {
            for (int i = 0; i < values.Length; i++) { values[i] = (float)(i % shape[^1]) / (shape[^1] - 1); }
        }
    }
}

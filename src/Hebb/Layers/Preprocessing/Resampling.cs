using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>Changes the number of elements along an axis: every way of interpolating is a matrix of weights, a row for each new element.</summary>
internal static class Resampling
{
    /// <summary>The constant of Keys' cubic curve.</summary>
    private const double A = -0.75;

    /// <summary>The most weights of a matrix: of an axis of 16,384 elements another one like it.</summary>
    private const long MostWeights = 1L << 28;

    /// <summary>The tensor with <paramref name="to"/> elements along an axis that is neither the first nor the last.</summary>
    public static Tensor Along(Tensor x, int axis, int to, Interpolation interpolation) =>
        x.Shape[axis] == to ? x : Apply(x, axis, to, interpolation);

    /// <summary>The means of <paramref name="to"/> parts of an axis that may overlap by an element: from ⌊i·n/to⌋ to ⌈(i+1)·n/to⌉.</summary>
    public static Tensor Means(Tensor x, int axis, int to) => x.Shape[axis] == to ? x : Apply(x, axis, to, Interpolation.Area);

    private static Tensor Apply(Tensor x, int axis, int to, Interpolation interpolation)
    {
        int n = x.Shape[axis], before = Sizes.Extent(x.Shape[..axis].Size, "Resampling"), after = Sizes.Extent(x.Shape[(axis + 1)..].Size, "Resampling");
        if ((long)to * n > MostWeights)
        {
            throw new ShapeException($"{n:N0} elements along axis {axis} of {x.Shape} cannot become {to:N0}: that takes {(long)to * n:N0} weights; the most is "
                + $"{MostWeights:N0}.");
        }

        Tensor matrix = Tensor.Written([to, n], DType.Float64, weights => Fill(weights.Span<double>(), n, to, interpolation)).Cast(x.DType);
        return matrix.ExpandDims(0).BroadcastTo([before, to, n]).MatMul(x.Reshape([before, n, after])).Reshape(x.Shape.With(axis, to));
    }

    /// <summary>Writes the weights into zeros.</summary>
    private static void Fill(Span<double> weights, int from, int to, Interpolation interpolation)
    {
        for (int i = 0; i < to; i++)
        {
            double center = (i + 0.5) * from / to - 0.5; // in pixels of the source, counted from the centre of the first
            Span<double> row = weights.Slice(i * from, from);
            switch (interpolation)
            {
                case Interpolation.Nearest: row[Math.Min((int)Math.Floor((i + 0.5) * from / to), from - 1)] = 1; break;
                case Interpolation.Bilinear: Spread(row, center, 1, distance => 1 - distance); break;
                case Interpolation.Bicubic: Spread(row, center, 2, Cubic); break;
                default:
                    int first = (int)((long)i * from / to), end = (int)(((long)(i + 1) * from + to - 1) / to);
                    row[first..end].Fill(1.0 / (end - first));
                    break;
            }
        }
    }

    /// <summary>Adds the weights of neighbors; beyond the edges the last pixel stands for all.</summary>
    private static void Spread(Span<double> row, double center, int reach, Func<double, double> weight)
    {
        int below = (int)Math.Floor(center);
        for (int j = below - reach + 1; j <= below + reach; j++) { row[Math.Clamp(j, 0, row.Length - 1)] += weight(Math.Abs(center - j)); }
    }

    private static double Cubic(double t) => t <= 1
        ? ((A + 2) * t - (A + 3)) * t * t + 1
        : ((A * t - 5 * A) * t + 8 * A) * t - 4 * A;
}

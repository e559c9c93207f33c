using System.Numerics;
using System.Runtime.InteropServices;

namespace Hebb.Learning.Series;

/// <summary>Linear regression: the weights and the constant with the least squared error on rows of numbers, from the normal equations
/// by Cholesky's factors.</summary>
internal sealed class LeastSquares
{
    /// <summary>More numbers of a row than this are not seen, but the last of them: the time grows with their square, the memory too.</summary>
    public const int MostColumns = 2000;

    /// <summary>A trace of ridge, relative to the mean square of the columns, so that columns that say the same do no harm.</summary>
    private const double Ridge = 1e-6;

    /// <summary>Rows that stay near the processor while all products of their numbers are added.</summary>
    private const int RowsAtOnce = 64;

    private readonly double[] _weights;
    private readonly int _columns;

    /// <summary>Fits.</summary>
    /// <param name="x">Rows of <paramref name="columns"/> numbers.</param>
    /// <param name="columns">The numbers of a row.</param>
    /// <param name="y">What to predict for each row.</param>
    public LeastSquares(ReadOnlySpan<float> x, int columns, ReadOnlySpan<float> y)
    {
        _columns = columns;
        int seen = Math.Min(columns, MostColumns), size = seen + 1;

        // Of the symmetric matrix of products row i holds what is right of the diagonal, from place i on.
        double[][] products = [.. Enumerable.Range(0, size).Select(_ => new double[size])];
        double[][] rows = [.. Enumerable.Range(0, RowsAtOnce).Select(_ => new double[size])];
        double[] answers = new double[RowsAtOnce];
        _weights = new double[size];
        ParallelOptions threads = new() { MaxDegreeOfParallelism = Compute.Threads };
        for (int start = 0; start < y.Length; start += RowsAtOnce)
        {
            int count = Math.Min(RowsAtOnce, y.Length - start);
            for (int r = 0; r < count; r++)
            {
                ReadOnlySpan<float> values = x.Slice((((start + r) * columns) + columns) - seen, seen);
                for (int c = 0; c < seen; c++) { rows[r][c] = values[c]; }
                rows[r][seen] = 1;
                answers[r] = y[start + r];
            }

            Parallel.For(0, size, threads, i =>
            {
                for (int r = 0; r < count; r++)
                {
                    Add(products[i].AsSpan(i), rows[r].AsSpan(i), rows[r][i]);
                    _weights[i] += rows[r][i] * answers[r];
                }
            });
        }

        double trace = 0;
        for (int i = 0; i < size; i++) { trace += products[i][i]; }
        for (int i = 0; i < size; i++) { products[i][i] += Ridge * trace / size; }
        Solve(products, _weights, threads);
    }

    /// <summary>A weight for each number of a row, zero for those that are not seen, and the constant.</summary>
    public (float[] Weights, float Constant) Weights => (
        [.. new float[_columns + 1 - _weights.Length], .. _weights[..^1].Select(weight => (float)weight)],
        (float)_weights[^1]);

    /// <summary>The prediction for each row.</summary>
    public float[] Predict(ReadOnlySpan<float> x)
    {
        int seen = _weights.Length - 1;
        float[] predicted = new float[x.Length / _columns];
        for (int r = 0; r < predicted.Length; r++)
        {
            ReadOnlySpan<float> values = x.Slice((r * _columns) + _columns - seen, seen);
            double sum = _weights[seen];
            for (int c = 0; c < seen; c++) { sum += _weights[c] * values[c]; }
            predicted[r] = (float)sum;
        }

        return predicted;
    }

    /// <summary>Solves A w = b for a symmetric positive matrix of which the upper half is given; w replaces b, and the factor U of A =
    /// Uᵀ U replaces A.</summary>
    private static void Solve(double[][] a, double[] b, ParallelOptions threads)
    {
        int size = b.Length;
        for (int start = 0; start < size; start += RowsAtOnce)
        {
            int end = Math.Min(start + RowsAtOnce, size);
            for (int k = start; k < end; k++)
            {
                double root = Math.Sqrt(a[k][k]);
                for (int j = k; j < size; j++) { a[k][j] /= root; }
                for (int i = k + 1; i < end; i++) { Add(a[i].AsSpan(i), a[k].AsSpan(i), -a[k][i]); }
                b[k] /= root;
                Add(b.AsSpan(k + 1), a[k].AsSpan(k + 1), -b[k]);
            }

            // Each row below takes the finished rows one after the other, as if they had come one by one: equal bits, read from the cache.
            Parallel.For(end, size, threads, i =>
            {
                for (int k = start; k < end; k++) { Add(a[i].AsSpan(i), a[k].AsSpan(i), -a[k][i]); }
            });
        }

        for (int i = size - 1; i >= 0; i--)
        {
            for (int k = i + 1; k < size; k++) { b[i] -= a[i][k] * b[k]; }
            b[i] /= a[i][i];
        }
    }

    /// <summary>Adds a multiple of a vector. Each number for itself: the bits are the same on all machines.</summary>
    private static void Add(Span<double> to, ReadOnlySpan<double> vector, double factor)
    {
        Span<Vector<double>> many = MemoryMarshal.Cast<double, Vector<double>>(to);
        ReadOnlySpan<Vector<double>> added = MemoryMarshal.Cast<double, Vector<double>>(vector);
        for (int i = 0; i < many.Length; i++) { many[i] += added[i] * factor; }
        for (int i = many.Length * Vector<double>.Count; i < to.Length; i++) { to[i] += vector[i] * factor; }
    }
}

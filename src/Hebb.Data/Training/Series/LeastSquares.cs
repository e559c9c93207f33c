namespace Hebb.Data;

/// <summary>Linear regression: the weights and the constant with the least squared error on rows of numbers, from the normal equations by Cholesky's factors.</summary>
internal sealed class LeastSquares
{
    /// <summary>A trace of ridge, relative to the mean square of the columns, so that columns that say the same do no harm.</summary>
    private const double Ridge = 1e-6;

    private readonly double[] _weights;

    /// <summary>Fits.</summary>
    /// <param name="x">Rows of <paramref name="columns"/> numbers.</param>
    /// <param name="columns">The numbers of a row.</param>
    /// <param name="y">What to predict for each row.</param>
    public LeastSquares(ReadOnlySpan<float> x, int columns, ReadOnlySpan<float> y)
    {
        int size = columns + 1;
        double[] row = new double[size], products = new double[size * size];
        _weights = new double[size];
        row[columns] = 1;
        for (int r = 0; r < y.Length; r++)
        {
            for (int c = 0; c < columns; c++) { row[c] = x[(r * columns) + c]; }
            for (int i = 0; i < size; i++)
            {
                Span<double> line = products.AsSpan(i * size, i + 1);
                for (int j = 0; j <= i; j++) { line[j] += row[i] * row[j]; }
                _weights[i] += row[i] * y[r];
            }
        }

        double trace = 0;
        for (int i = 0; i < size; i++) { trace += products[(i * size) + i]; }
        for (int i = 0; i < size; i++) { products[(i * size) + i] += Ridge * trace / size; }
        Solve(products, _weights);
    }

    /// <summary>The prediction for each row.</summary>
    public float[] Predict(ReadOnlySpan<float> x)
    {
        int columns = _weights.Length - 1;
        float[] predicted = new float[x.Length / columns];
        for (int r = 0; r < predicted.Length; r++)
        {
            double sum = _weights[columns];
            for (int c = 0; c < columns; c++) { sum += _weights[c] * x[(r * columns) + c]; }
            predicted[r] = (float)sum;
        }

        return predicted;
    }

    /// <summary>Solves A w = b for a symmetric positive matrix of which the lower half is given; w replaces b.</summary>
    private static void Solve(double[] a, double[] b)
    {
        int size = b.Length;
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = a[(i * size) + j];
                for (int k = 0; k < j; k++) { sum -= a[(i * size) + k] * a[(j * size) + k]; }
                a[(i * size) + j] = i == j ? Math.Sqrt(sum) : sum / a[(j * size) + j];
            }
        }

        for (int i = 0; i < size; i++)
        {
            for (int k = 0; k < i; k++) { b[i] -= a[(i * size) + k] * b[k]; }
            b[i] /= a[(i * size) + i];
        }

        for (int i = size - 1; i >= 0; i--)
        {
            for (int k = i + 1; k < size; k++) { b[i] -= a[(k * size) + i] * b[k]; }
            b[i] /= a[(i * size) + i];
        }
    }
}

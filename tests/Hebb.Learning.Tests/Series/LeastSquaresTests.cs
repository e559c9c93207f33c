using Hebb.Learning.Series;
using Hebb.Ops;

namespace Hebb.Learning.Tests.Series;

public sealed class LeastSquaresTests
{
    [Fact]
    public void A_plane_is_found()
    {
        SplitMix64 random = new(1);
        float[] x = [.. Enumerable.Range(0, 200).Select(_ => (float)random.NextNormal())];
        float[] y = [.. Enumerable.Range(0, 100).Select(row => (2 * x[2 * row]) - (3 * x[(2 * row) + 1]) + 5)];
        float[] predicted = new LeastSquares(x, 2, y).Predict(x);
        Assert.All(Enumerable.Range(0, 100), row => Assert.Equal(y[row], predicted[row], 1e-3f));
    }

    /// <summary>Of one column the slope is cov(x, y) / var(x).</summary>
    [Fact]
    public void The_slope_is_covariance_by_variance()
    {
        float[] x = [1, 2, 3, 5, 8], y = [2, 1, 4, 3, 9];
        double mx = x.Average(), my = y.Average(), slope = x.Zip(y, (a, b) => (a - mx) * (b - my)).Sum() / x.Sum(a => (a - mx) * (a - mx));
        Assert.Equal(my + (slope * (10 - mx)), new LeastSquares(x, 1, y).Predict([10f])[0], 1e-3);
    }

    [Fact]
    public void Columns_that_say_the_same_do_no_harm()
    {
        float[] x = [1, 1, 2, 2, 3, 3, 4, 4], y = [3, 5, 7, 9];
        Assert.Equal(11, new LeastSquares(x, 2, y).Predict([5f, 5f])[0], 1e-2f);
    }

    /// <summary>Of very long rows the last numbers are seen; what is in front of them cannot change a thing.</summary>
    [Fact]
    [Trait("Speed", "Slow")]
    public void Of_long_rows_the_end_is_seen()
    {
        const int Columns = LeastSquares.MostColumns + 50, Rows = 90;
        SplitMix64 random = new(1);
        float[] x = [.. Enumerable.Range(0, Rows * Columns).Select(_ => (float)random.NextNormal())], other = [.. x];
        float[] y = [.. Enumerable.Range(0, Rows).Select(row => x[(row * Columns) + Columns - 1])];
        for (int row = 0; row < Rows; row++) { other.AsSpan(row * Columns, 50).Fill(row); }
        float[] predicted = new LeastSquares(x, Columns, y).Predict(x);
        Assert.Equal(predicted, new LeastSquares(other, Columns, y).Predict(other));
        Assert.All(Enumerable.Range(0, Rows), row => Assert.Equal(y[row], predicted[row], 1e-2f));
    }

    /// <summary>The weights solve the normal equations: what is left over is perpendicular to every column.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void What_is_left_over_is_perpendicular_to_the_columns(int threads)
    {
        int before = Compute.Threads;
        Compute.Threads = threads;
        try
        {
            const int Columns = 37, Rows = 400;
            SplitMix64 random = new(2);
            float[] x = [.. Enumerable.Range(0, Rows * Columns).Select(_ => (float)random.NextNormal())],
                y = [.. Enumerable.Range(0, Rows).Select(_ => (float)random.NextNormal())];
            float[] predicted = new LeastSquares(x, Columns, y).Predict(x);
            for (int column = 0; column < Columns; column++)
            {
                Assert.Equal(0, Enumerable.Range(0, Rows).Sum(row => (y[row] - predicted[row]) * (double)x[(row * Columns) + column]), 1e-2);
            }
        }
        finally
        {
            Compute.Threads = before;
        }
    }
}

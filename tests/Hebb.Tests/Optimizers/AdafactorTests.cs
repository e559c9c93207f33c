using Hebb.Optimizers;
using Hebb.Tensors;

namespace Hebb.Tests.Optimizers;

/// <summary>Algorithms 4 and 5 of Shazeer and Stern (2018), with Keras' limit of the rate.</summary>
public sealed class AdafactorTests
{
    [Theory]
    [InlineData(0.001)]
    [InlineData(0.7)]
    public void A_vector_keeps_all_means(double rate)
    {
        double[] v = new double[3];
        Descent.CompareAll(new Adafactor(rate, clipThreshold: 0.5), (g, w, t) =>
        {
            double beta = 1 - Math.Pow(t, -0.8);
            for (int i = 0; i < 3; i++) { v[i] = beta * v[i] + (1 - beta) * (g[i] * g[i] + 1e-30); }
            return Step(w, [.. g.Select((value, i) => value / Math.Sqrt(v[i]))], rate, t, 0.5);
        });
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(1, 4)]
    public void A_matrix_keeps_means_of_rows_and_columns(int rows, int columns) => Compare([rows, columns], 1, rows, columns);

    [Fact]
    public void The_last_two_of_three_axes_are_factored() => Compare([2, 3, 4], 2, 3, 4);

    private static void Compare(Shape shape, int matrices, int rows, int columns)
    {
        int size = matrices * rows * columns;
        double[] w = [.. Enumerable.Range(0, size).Select(i => Math.Sin(0.7 * i + 0.3))];
        double[][] gradients =
            [.. Enumerable.Range(0, 5).Select(t => Enumerable.Range(0, size).Select(i => (double)(float)Math.Cos(1.3 * i + 0.9 * t)).ToArray())];
        Parameter parameter = new("w", Tensor.Create<float>([.. w.Select(value => (float)value)], shape));
        double[][] found =
            Descent.Follow(new Adafactor(0.3), parameter, [.. gradients.Select(g => Tensor.Create<float>([.. g.Select(value => (float)value)], shape))]);
        double[] r = new double[matrices * rows], c = new double[matrices * columns];
        for (int t = 1; t <= 5; t++)
        {
            double[] g = gradients[t - 1], u = new double[size];
            double beta = 1 - Math.Pow(t, -0.8);
            for (int m = 0; m < matrices; m++)
            {
                double Square(int row, int column) => Math.Pow(g[(m * rows + row) * columns + column], 2) + 1e-30;
                for (int i = 0; i < rows; i++)
                {
                    r[m * rows + i] = beta * r[m * rows + i] + (1 - beta) * Enumerable.Range(0, columns).Average(j => Square(i, j));
                }

                for (int j = 0; j < columns; j++)
                {
                    c[m * columns + j] = beta * c[m * columns + j] + (1 - beta) * Enumerable.Range(0, rows).Average(i => Square(i, j));
                }

                double mean = r[(m * rows)..((m + 1) * rows)].Average();
                for (int i = 0; i < rows; i++)
                {
                    for (int j = 0; j < columns; j++)
                    {
                        int at = (m * rows + i) * columns + j;
                        u[at] = g[at] / Math.Sqrt(r[m * rows + i] / mean * c[m * columns + j]);
                    }
                }
            }

            w = Step(w, u, 0.3, t, 1);
            Near.Equal(w, found[t - 1], 5e-6, $"step {t}");
        }
    }

    private static double[] Step(double[] w, double[] u, double rate, int t, double threshold)
    {
        double alpha = Math.Max(1e-3, RootMeanSquare(w)) * Math.Min(rate, 1 / Math.Sqrt(t)), cut = Math.Max(1, RootMeanSquare(u) / threshold);
        return [.. w.Select((value, i) => value - alpha * u[i] / cut)];
    }

    private static double RootMeanSquare(double[] x) => Math.Sqrt(x.Average(value => value * value));
}

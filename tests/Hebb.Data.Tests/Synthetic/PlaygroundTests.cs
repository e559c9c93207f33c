using Hebb.Data.Synthetic;
using Hebb.Data.Tables;

namespace Hebb.Data.Tests.Synthetic;

/// <summary>The formulas are those of TensorFlow Playground's dataset.ts; labels are recomputed here from the points.</summary>
public sealed class PlaygroundTests
{
    private static (double X, double Y, double Label)[] Points(Table table)
    {
        double[] x = [.. table.Number("x1").Values], y = [.. table.Number("x2").Values], label = [.. table.Number("label").Values];
        return [.. x.Select((value, i) => (value, y[i], label[i]))];
    }

    private static double Radius((double X, double Y, double Label) point) => Math.Sqrt((point.X * point.X) + (point.Y * point.Y));

    [Fact]
    public void A_circle_is_a_disc_of_ones_and_a_ring_of_minus_ones()
    {
        (double X, double Y, double Label)[] points = Points(SyntheticTables.Circle(1000, 0, 3));
        Assert.Equal(500, points.Count(point => point.Label == 1));
        Assert.All(points[..500], point => Assert.True(point.Label == 1 && Radius(point) < 2.5));
        Assert.All(points[500..], point => Assert.True(point.Label == -1 && Radius(point) is >= 3.5 and < 5.0000001));
        Assert.InRange(points[..500].Average(Radius), 1.15, 1.35); // uniform in the radius, not in the area: the mean is 1.25
    }

    [Fact]
    public void Noise_in_a_circle_changes_labels_of_points_near_its_border_only()
    {
        const double Noise = 0.3, Reach = 5 * Noise * 1.4143;
        (double X, double Y, double Label)[] points = Points(SyntheticTables.Circle(2000, Noise, 4));
        (double X, double Y, double Label)[] changed = [.. points.Where(point => point.Label != (Radius(point) < 2.5 ? 1 : -1))];
        Assert.NotEmpty(changed);
        Assert.All(changed, point => Assert.True(Math.Abs(Radius(point) - 2.5) <= Reach));
    }

    [Fact]
    public void Xor_is_the_sign_of_the_product_outside_a_gap()
    {
        (double X, double Y, double Label)[] points = Points(SyntheticTables.Xor(1000, 0, 5));
        Assert.All(points, point => Assert.Equal(point.X * point.Y >= 0 ? 1 : -1, point.Label));
        Assert.All(points, point => Assert.True(Math.Abs(point.X) is >= 0.3 and <= 5.3 && Math.Abs(point.Y) is >= 0.3 and <= 5.3));
        Assert.InRange(points.Count(point => point.Label == 1), 430, 570);
        Assert.Contains(Points(SyntheticTables.Xor(1000, 0.5, 5)), point => point.Label != (point.X * point.Y >= 0 ? 1 : -1));
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(0.25, 2.25)]
    [InlineData(0.5, 4)]
    public void Gauss_has_the_variance_that_the_noise_asks_for(double noise, double variance)
    {
        foreach (int label in (int[])[1, -1])
        {
            double[] x = [.. Points(SyntheticTables.Gauss(20_000, noise, 6)).Where(point => point.Label == label).Select(point => point.X)];
            Assert.Equal(10_000, x.Length);
            double mean = x.Average();
            Assert.Equal(2 * label, mean, 5 * Math.Sqrt(variance / x.Length));
            Assert.Equal(variance, x.Average(value => (value - mean) * (value - mean)), 0.08 * variance);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.4)]
    public void A_spiral_has_two_arms_of_one_and_three_quarter_turns(double noise)
    {
        (double X, double Y, double Label)[] points = Points(SyntheticTables.Spiral(500, noise, 7));
        for (int i = 0; i < 500; i++)
        {
            double along = i % 250 / 250.0, angle = (3.5 * Math.PI * along) + (i < 250 ? 0 : Math.PI);
            Assert.Equal(i < 250 ? 1 : -1, points[i].Label);
            Assert.Equal(5 * along * Math.Sin(angle), points[i].X, noise + 1e-12);
            Assert.Equal(5 * along * Math.Cos(angle), points[i].Y, noise + 1e-12);
        }
    }

    [Fact]
    public void A_plane_is_a_tenth_of_the_sum()
    {
        Assert.All(Points(SyntheticTables.Plane(500, 0, 8)), point => Assert.Equal((point.X + point.Y) / 10, point.Label, 1e-15));
        Assert.All(Points(SyntheticTables.Plane(500, 0, 8)), point => Assert.True(Math.Abs(point.X) <= 6 && Math.Abs(point.Y) <= 6));
        Assert.Contains(Points(SyntheticTables.Plane(500, 0.1, 8)), point => Math.Abs(((point.X + point.Y) / 10) - point.Label) > 0.01);
    }

    [Fact]
    public void Multi_gauss_is_the_highest_of_six_bumps()
    {
        (double X, double Y, int Sign)[] bumps = [(-4, 2.5, 1), (0, 2.5, -1), (4, 2.5, 1), (-4, -2.5, -1), (0, -2.5, 1), (4, -2.5, -1)];
        Assert.All(Points(SyntheticTables.MultiGauss(1000, 0, 9)), point =>
        {
            // The bumps do not overlap: their centres are at least 4 apart and they end at a distance of 2.
            double expected = bumps.Sum(bump => bump.Sign * Math.Max(0, 1 - (Math.Sqrt(Math.Pow(point.X - bump.X, 2) + Math.Pow(point.Y - bump.Y, 2)) / 2)));
            Assert.Equal(expected, point.Label, 1e-12);
        });
    }

    [Fact]
    public void Moons_lie_on_their_half_circles_as_those_of_scikit_learn()
    {
        (double X, double Y, double Label)[] points = Points(SyntheticTables.Moons(301, 0, 10));
        Assert.Equal((150, 151), (points.Count(point => point.Label == 0), points.Count(point => point.Label == 1)));
        Assert.All(
            points, point => Assert.Equal(1, point.Label == 0 ? Radius(point) : Math.Sqrt(Math.Pow(point.X - 1, 2) + Math.Pow(point.Y - 0.5, 2)), 1e-12));
        Assert.Equal((1.0, 0.0), (points[0].X, points[0].Y));
        Assert.Equal(0.5, points[150].Y, 1e-12);
    }

    [Fact]
    public void Blobs_have_the_asked_deviation_and_equal_sizes()
    {
        (double X, double Y, double Label)[] points = Points(SyntheticTables.Blobs(9000, 2, 11, centers: 3));
        foreach (var cloud in points.GroupBy(point => point.Label))
        {
            Assert.Equal(3000, cloud.Count());
            double mean = cloud.Average(point => point.X);
            Assert.Equal(4, cloud.Average(point => (point.X - mean) * (point.X - mean)), 0.4);
        }
    }

    [Fact]
    public void Neighboring_squares_of_a_checkerboard_differ()
    {
        Assert.All(Points(SyntheticTables.Checkerboard(1000, 0, 12)), point =>
            Assert.Equal((((int)Math.Floor(point.X / 3) + (int)Math.Floor(point.Y / 3)) & 1) == 0 ? 1 : -1, point.Label));
        Assert.InRange(Points(SyntheticTables.Checkerboard(1000, 0, 12)).Count(point => point.Label == 1), 430, 570);
    }

    [Fact]
    public void A_sine_has_one_feature()
    {
        Table table = SyntheticTables.Sine(200, 0, 13);
        Assert.Equal(["x1", "label"], table.Columns.Select(column => column.Name));
        for (int row = 0; row < 200; row++) { Assert.Equal(Math.Sin(table.Number("x1")[row]), table.Number("label")[row], 1e-15); }
    }

    [Fact]
    public void Bad_arguments_are_errors()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticTables.Circle(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticTables.Xor(noise: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticTables.Blobs(centers: 0));
    }
}

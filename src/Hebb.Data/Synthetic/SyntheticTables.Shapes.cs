using Hebb.Data.Tables;
using Hebb.Ops;

namespace Hebb.Data.Synthetic;

/// <summary>Shapes that single classifiers are usually shown on.</summary>
public static partial class SyntheticTables
{
    /// <summary>Draws a point and its label.</summary>
    private delegate (double X, double Y, double Label) DrawPoint(ref SplitMix64 random, int row);

    /// <summary>Two half circles that reach into each other, labels 0 and 1, as scikit-learn's <c>make_moons</c> draws them.</summary>
    /// <param name="rows">The number of points; the first half is the upper moon.</param>
    /// <param name="noise">The standard deviation of what is added to both coordinates.</param>
    /// <param name="seed">Chooses the noise.</param>
    public static Table Moons(int rows = 500, double noise = 0.1, long seed = 1) => Points(rows, noise, seed, (ref random, i) =>
    {
        int upper = rows / 2;
        bool isUpper = i < upper;
        int moon = isUpper ? upper : rows - upper;
        double angle = Math.PI * (isUpper ? i : i - upper) / Math.Max(1, moon - 1);
        (double x, double y) = isUpper ? (Math.Cos(angle), Math.Sin(angle)) : (1 - Math.Cos(angle), 0.5 - Math.Sin(angle));
        return (x + (noise * random.NextNormal()), y + (noise * random.NextNormal()), isUpper ? 0 : 1);
    });

    /// <summary>Normal clouds of equal size, labels 0, 1, …, around centres drawn from the square of −10 to 10, as scikit-learn's
    /// <c>make_blobs</c> does.</summary>
    /// <param name="rows">The number of points.</param>
    /// <param name="noise">The standard deviation of a cloud.</param>
    /// <param name="seed">Chooses centres and points.</param>
    /// <param name="centers">The number of clouds.</param>
    public static Table Blobs(int rows = 500, double noise = 1, long seed = 1, int centers = 3)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(centers, 1);
        var places = SplitMix64.Of(seed, 0);
        var middles = new (double X, double Y)[centers];
        for (int i = 0; i < centers; i++) { middles[i] = (places.Between(-10, 10), places.Between(-10, 10)); }
        return Points(rows, noise, seed, (ref random, i) =>
        {
            int label = i % centers;
            return (middles[label].X + (noise * random.NextNormal()), middles[label].Y + (noise * random.NextNormal()), label);
        });
    }

    /// <summary>A board of 4 by 4 squares with sides of 3, from −6 to 6: labels 1 and −1 as the squares of a chess board.</summary>
    /// <param name="rows">The number of points.</param>
    /// <param name="noise">How far (in halves of the board) a point is moved, along each axis, before its label is found.</param>
    /// <param name="seed">Chooses the points.</param>
    public static Table Checkerboard(int rows = 1000, double noise = 0, long seed = 1) => Points(rows, noise, seed, (ref random, _) =>
        InSquare(ref random, noise, (x, y) => (Math.Floor(x / 3) + Math.Floor(y / 3)) % 2 == 0 ? 1 : -1));

    /// <summary>A regression with one feature: the label is sin(x1) plus normal noise, x1 between −2π and 2π.</summary>
    /// <param name="rows">The number of points.</param>
    /// <param name="noise">The standard deviation of the noise.</param>
    /// <param name="seed">Chooses the points.</param>
    public static Table Sine(int rows = 500, double noise = 0.1, long seed = 1) => Points(rows, noise, seed, (ref random, _) =>
    {
        double x = random.Between(-2 * Math.PI, 2 * Math.PI);
        return (x, 0, Math.Sin(x) + (noise * random.NextNormal()));
    }).Drop("x2");

    private static Table Points(int rows, double noise, long seed, DrawPoint draw)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 2);
        if (!(noise >= 0 && double.IsFinite(noise))) { throw new ArgumentOutOfRangeException(nameof(noise), noise, "Noise is a number of at least 0."); }
        var random = new SplitMix64(unchecked((ulong)seed));
        double[] x = new double[rows], y = new double[rows], label = new double[rows];
        for (int i = 0; i < rows; i++) { (x[i], y[i], label[i]) = draw(ref random, i); }
        return new Table(new NumberColumn("x1", x), new NumberColumn("x2", y), new NumberColumn("label", label));
    }
}

using Hebb.Data.Tables;
using Hebb.Ops;

namespace Hebb.Data.Synthetic;

/// <summary>The six sets of TensorFlow Playground (tensorflow/playground, dataset.ts), point for point the same formulas.</summary>
/// <remarks>
/// Columns: <c>x1</c>, <c>x2</c>, <c>label</c>; labels are 1 and −1, or a number in [−1, 1] for the two sets of a regression. Noise goes from 0 to 0.5 there.
/// In circle, xor, plane and multi-gauss the noise moves the point only while its label is found: the table holds the point itself.
/// Equal seeds give equal tables; the last bit of sines and cosines may differ from platform to platform.
/// </remarks>
public static partial class SyntheticTables
{
    /// <summary>The radius of circle, xor and spiral.</summary>
    private const double Radius = 5;

    /// <summary>Half the side of the square that the sets of a regression fill.</summary>
    private const double Half = 6;

    /// <summary>The bumps of multi-gauss: centre and sign.</summary>
    private static readonly (double X, double Y, double Sign)[] s_bumps =
        [(-4, 2.5, 1), (0, 2.5, -1), (4, 2.5, 1), (-4, -2.5, -1), (0, -2.5, 1), (4, -2.5, -1)];

    /// <summary>A disc inside a ring: radii below 2.5 are 1, radii from 3.5 to 5 are −1. The first half of the rows is the disc.</summary>
    /// <param name="rows">The number of points.</param>
    /// <param name="noise">From 0 to 1: how far (in radii of 5) a point is moved, along each axis, before its label is found.</param>
    /// <param name="seed">Chooses the points.</param>
    public static Table Circle(int rows = 500, double noise = 0, long seed = 1) => Points(rows, noise, seed, (ref random, i) =>
    {
        double radius = i < rows / 2 ? random.Between(0, Radius * 0.5) : random.Between(Radius * 0.7, Radius);
        double angle = random.Between(0, 2 * Math.PI);
        (double x, double y) = (radius * Math.Sin(angle), radius * Math.Cos(angle));
        double movedX = x + (random.Between(-Radius, Radius) * noise), movedY = y + (random.Between(-Radius, Radius) * noise);
        return (x, y, Distance(movedX, movedY, 0, 0) < Radius * 0.5 ? 1 : -1);
    });

    /// <summary>Four squares: 1 where both coordinates have the same sign, otherwise −1; a gap of 0.3 lies on both sides of the axes.</summary>
    /// <inheritdoc cref="Circle"/>
    public static Table Xor(int rows = 500, double noise = 0, long seed = 1) => Points(rows, noise, seed, (ref random, _) =>
    {
        const double Padding = 0.3;
        double x = random.Between(-Radius, Radius), y = random.Between(-Radius, Radius);
        x += x > 0 ? Padding : -Padding;
        y += y > 0 ? Padding : -Padding;
        double movedX = x + (random.Between(-Radius, Radius) * noise), movedY = y + (random.Between(-Radius, Radius) * noise);
        return (x, y, movedX * movedY >= 0 ? 1 : -1);
    });

    /// <summary>Two normal clouds around (2, 2), labelled 1, and (−2, −2), labelled −1.</summary>
    /// <param name="rows">The number of points; the first half is the cloud of ones.</param>
    /// <param name="noise">From 0 to 0.5: the variance grows in proportion from 0.5 to 4.</param>
    /// <param name="seed">Chooses the points.</param>
    public static Table Gauss(int rows = 500, double noise = 0, long seed = 1) => Points(rows, noise, seed, (ref random, i) =>
    {
        int label = i < rows / 2 ? 1 : -1;
        double deviation = Math.Sqrt(0.5 + (noise / 0.5 * 3.5));
        return ((2 * label) + (deviation * random.NextNormal()), (2 * label) + (deviation * random.NextNormal()), label);
    });

    /// <summary>Two arms of a spiral: radius 5 i/n and angle 1.75 · 2π i/n, the second arm turned by half a turn and labelled −1.</summary>
    /// <param name="rows">The number of points; the first half is the arm of ones.</param>
    /// <param name="noise">How far a point is moved at most along each axis.</param>
    /// <param name="seed">Chooses the noise.</param>
    public static Table Spiral(int rows = 500, double noise = 0, long seed = 1) => Points(rows, noise, seed, (ref random, i) =>
    {
        int first = rows / 2, arm = i < first ? first : rows - first;
        double along = (double)(i < first ? i : i - first) / arm;
        double radius = along * Radius, angle = (1.75 * along * 2 * Math.PI) + (i < first ? 0 : Math.PI);
        return ((radius * Math.Sin(angle)) + (random.Between(-1, 1) * noise), (radius * Math.Cos(angle)) + (random.Between(-1, 1) * noise), i < first ? 1 : -1);
    });

    /// <summary>A regression: (x1 + x2) / 10 on a square from −6 to 6.</summary>
    /// <param name="rows">The number of points.</param>
    /// <param name="noise">How far (in halves of the side) a point is moved, along each axis, before its label is found.</param>
    /// <param name="seed">Chooses the points.</param>
    public static Table Plane(int rows = 1200, double noise = 0, long seed = 1) =>
        Points(rows, noise, seed, (ref random, _) => InSquare(ref random, noise, (x, y) => (x + y) / 10));

    /// <summary>
    /// A regression: six bumps of alternating sign at (−4, ±2.5), (0, ±2.5) and (4, ±2.5). A bump is 1 − d/2 at the distance d, not below 0; the largest
    /// magnitude counts.
    /// </summary>
    /// <inheritdoc cref="Plane"/>
    public static Table MultiGauss(int rows = 1200, double noise = 0, long seed = 1) =>
        Points(rows, noise, seed, (ref random, _) => InSquare(ref random, noise, Bumps));

    private static (double X, double Y, double Label) InSquare(ref SplitMix64 random, double noise, Func<double, double, double> label)
    {
        double x = random.Between(-Half, Half), y = random.Between(-Half, Half);
        double movedX = x + (random.Between(-Half, Half) * noise), movedY = y + (random.Between(-Half, Half) * noise);
        return (x, y, label(movedX, movedY));
    }

    private static double Bumps(double x, double y)
    {
        double highest = 0;
        foreach ((double centreX, double centreY, double sign) in s_bumps)
        {
            double height = sign * Math.Clamp(1 - (Distance(x, y, centreX, centreY) / 2), 0, 1);
            highest = Math.Abs(height) > Math.Abs(highest) ? height : highest;
        }

        return highest;
    }

    private static double Distance(double x, double y, double toX, double toY) => Math.Sqrt(((x - toX) * (x - toX)) + ((y - toY) * (y - toY)));
}

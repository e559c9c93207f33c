using Hebb.Data.Images;
using Hebb.Ops;

namespace Hebb.Data.Synthetic;

/// <summary>
/// Handwriting to try things on: 28 × 28 pictures of the digits 0 to 9, grey on black as in MNIST. Each is drawn as strokes, which are turned, slanted,
/// stretched, moved, bent and thickened at random, and then covered with noise.
/// </summary>
public static class SyntheticDigits
{
    /// <summary>Pixels of a side.</summary>
    public const int Size = 28;

    // Points of strokes in a box of width 1 and height 1, from the top left; curves are drawn through the points.
    private static readonly (double X, double Y)[][][] s_strokes =
    [
        [[(0.5, 0.05), (0.2, 0.2), (0.12, 0.5), (0.2, 0.8), (0.5, 0.95), (0.8, 0.8), (0.88, 0.5), (0.8, 0.2), (0.5, 0.05)]],
        [[(0.3, 0.25), (0.55, 0.05), (0.55, 0.5), (0.55, 0.95)]],
        [[(0.15, 0.25), (0.3, 0.07), (0.6, 0.05), (0.8, 0.22), (0.75, 0.42), (0.45, 0.68), (0.15, 0.95)], [(0.15, 0.95), (0.5, 0.94), (0.88, 0.95)]],
        [[(0.18, 0.12), (0.5, 0.04), (0.8, 0.2), (0.72, 0.42), (0.42, 0.48)], [(0.42, 0.48), (0.78, 0.55), (0.85, 0.75), (0.6, 0.95), (0.15, 0.87)]],
        [[(0.62, 0.05), (0.35, 0.35), (0.1, 0.65)], [(0.1, 0.65), (0.5, 0.64), (0.92, 0.65)], [(0.66, 0.3), (0.66, 0.62), (0.66, 0.96)]],
        [
            [(0.82, 0.06), (0.5, 0.05), (0.25, 0.06)],
            [(0.25, 0.06), (0.22, 0.25), (0.2, 0.45)],
            [(0.2, 0.45), (0.55, 0.38), (0.82, 0.58), (0.75, 0.85), (0.45, 0.96), (0.14, 0.86)],
        ],
        [[(0.72, 0.05), (0.4, 0.2), (0.18, 0.5), (0.18, 0.78), (0.45, 0.96), (0.76, 0.86), (0.8, 0.65), (0.58, 0.5), (0.32, 0.56), (0.18, 0.72)]],
        [[(0.12, 0.08), (0.5, 0.07), (0.88, 0.08)], [(0.88, 0.08), (0.6, 0.45), (0.4, 0.96)]],
        [
        [
            (0.5, 0.48),
            (0.22, 0.36),
            (0.24, 0.12),
            (0.5, 0.04),
            (0.76, 0.12),
            (0.78, 0.36),
            (0.5, 0.48),
            (0.18, 0.62),
            (0.18, 0.86),
            (0.5, 0.96),
            (0.82, 0.86),
            (0.82, 0.62),
            (0.5, 0.48),
        ]],
        [[(0.8, 0.3), (0.65, 0.48), (0.35, 0.48), (0.18, 0.28), (0.35, 0.06), (0.65, 0.05), (0.8, 0.25), (0.78, 0.6), (0.62, 0.95)]],
    ];

    /// <summary>Pictures and their labels, classes in turn; fewer are the first of more.</summary>
    /// <param name="count">The number of pictures.</param>
    /// <param name="noise">The deviation of the noise on a pixel, as a share of white. Default: 0.05.</param>
    /// <param name="seed">Equal seeds give equal pictures.</param>
    public static IEnumerable<(Image Picture, int Label)> Make(int count, double noise = 0.05, long seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (!(noise >= 0)) { throw new ArgumentOutOfRangeException(nameof(noise), noise, "The noise is at least 0."); }
        return Enumerable.Range(0, count).Select(i =>
        {
            SplitMix64 random = SplitMix64.Of(seed, i);
            random = new SplitMix64(random.Next());
            return (Draw(i % 10, noise, ref random), i % 10);
        });
    }

    private static Image Draw(int digit, double noise, ref SplitMix64 random)
    {
        double angle = 0.12 * random.NextNormal(), slant = 0.15 * random.NextNormal(), width = random.Between(10, 15), height = random.Between(16, 20);
        double centreX = 14 + random.Between(-1.5, 1.5), centreY = 14 + random.Between(-1.5, 1.5), thickness = random.Between(0.8, 1.5), shake = 0.03;
        (double sine, double cosine) = Math.SinCos(angle);
        List<(double X, double Y)[]> lines = [];
        foreach ((double X, double Y)[] stroke in s_strokes[digit])
        {
            (double X, double Y)[] points = new (double, double)[stroke.Length];
            for (int i = 0; i < points.Length; i++)
            {
                double x = (stroke[i].X - 0.5 + (shake * random.NextNormal())) * width, y = (stroke[i].Y - 0.5 + (shake * random.NextNormal())) * height;
                x -= slant * y;
                points[i] = (centreX + (cosine * x) - (sine * y), centreY + (sine * x) + (cosine * y));
            }

            lines.Add(Curve(points));
        }

        byte[] pixels = new byte[Size * Size];
        for (int i = 0; i < pixels.Length; i++)
        {
            double distance = lines.Min(line => Distance(line, (i % Size) + 0.5, (i / Size) + 0.5));

            // Full inside the stroke, none one pixel further out.
            double ink = Math.Clamp(thickness + 0.5 - distance, 0, 1) + (noise > 0 ? noise * random.NextNormal() : 0);
            pixels[i] = (byte)Math.Clamp(Math.Round(255 * ink), 0, 255);
        }

        return new Image(Size, Size, 1, pixels);
    }

    /// <summary>Points on a smooth curve through the points (Catmull and Rom).</summary>
    private static (double X, double Y)[] Curve((double X, double Y)[] points)
    {
        const int Parts = 6;
        List<(double, double)> curve = [points[0]];
        for (int i = 0; i + 1 < points.Length; i++)
        {
            (double X, double Y) a = points[Math.Max(0, i - 1)], b = points[i], c = points[i + 1], d = points[Math.Min(points.Length - 1, i + 2)];
            for (int part = 1; part <= Parts; part++)
            {
                double t = (double)part / Parts;
                curve.Add((Between(a.X, b.X, c.X, d.X, t), Between(a.Y, b.Y, c.Y, d.Y, t)));
            }
        }

        return [.. curve];
    }

    private static double Between(double a, double b, double c, double d, double t) =>
        0.5 * ((2 * b) + ((c - a) * t) + (((2 * a) - (5 * b) + (4 * c) - d) * t * t) + (((3 * b) - a - (3 * c) + d) * t * t * t));

    private static double Distance((double X, double Y)[] line, double x, double y)
    {
        double least = double.MaxValue;
        for (int i = 0; i + 1 < line.Length; i++)
        {
            (double fromX, double fromY) = line[i];
            double alongX = line[i + 1].X - fromX, alongY = line[i + 1].Y - fromY, length = (alongX * alongX) + (alongY * alongY);
            double t = length == 0 ? 0 : Math.Clamp((((x - fromX) * alongX) + ((y - fromY) * alongY)) / length, 0, 1);
            double offX = x - fromX - (t * alongX), offY = y - fromY - (t * alongY);
            least = Math.Min(least, (offX * offX) + (offY * offY));
        }

        return Math.Sqrt(least);
    }
}

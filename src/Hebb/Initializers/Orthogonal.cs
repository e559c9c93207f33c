using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Initializers;

/// <summary>
/// A random matrix whose rows or columns (whichever are fewer) are perpendicular and of length <paramref name="Gain"/>: repeated multiplication neither
/// blows signals up nor lets them die. For recurrent kernels (Saxe et al., 2014). Axes in front of the last count as rows.
/// </summary>
/// <param name="Gain">The length of the vectors.</param>
public sealed record Orthogonal(double Gain = 1) : RandomInitializer
{
    internal static Kind<Orthogonal> Kind { get; } =
        new("Orthogonal", c => new(c.Number("gain", i => i.Gain, 1)) { Seed = ReadSeed(c) }) { Aliases = ["OrthogonalInitializer"] };

    /// <summary>The length of the vectors. Range: any finite number.</summary>
    public double Gain { get; init => field = SettingRange.Finite(value); } = SettingRange.Finite(Gain);

    /// <inheritdoc/>
    /// <exception cref="ShapeException">The weight has fewer than two axes.</exception>
    protected override void Draw(Span<float> values, Shape shape, RandomKey key)
    {
        if (shape.Rank < 2) { throw new ShapeException($"Orthogonal fills matrices, but the weight has shape {shape}."); }
        int columns = shape[^1], rows = columns == 0 ? 0 : values.Length / columns;
        bool byRow = rows <= columns;
        int count = Math.Min(rows, columns), length = Math.Max(rows, columns);
        double[][] basis = new double[count][];
        for (int i = 0; i < count; i++)
        {
            basis[i] = new double[length];
            Normals(basis[i], key, (long)i * length);
            MakePerpendicular(basis.AsSpan(0, i), basis[i]);
            for (int j = 0; j < length; j++) { values[byRow ? i * columns + j : j * columns + i] = (float)(Gain * basis[i][j]); }
        }
    }

    /// <summary>Takes the parts along the earlier vectors away and brings what is left to length 1 (Gram and Schmidt; twice, which makes it exact).</summary>
    private static void MakePerpendicular(ReadOnlySpan<double[]> earlier, double[] vector)
    {
        for (int pass = 0; pass < 2; pass++)
        {
            foreach (double[] other in earlier) { AddMultiple(vector, other, -Dot(vector, other)); }
        }

        double norm = Math.Sqrt(Dot(vector, vector));
        for (int j = 0; j < vector.Length; j++) { vector[j] /= norm; }
    }

    /// <summary>Four sums on every machine, so that the last bits are the same.</summary>
    private static double Dot(double[] a, double[] b)
    {
        ReadOnlySpan<Vector256<double>> av = MemoryMarshal.Cast<double, Vector256<double>>(a), bv = MemoryMarshal.Cast<double, Vector256<double>>(b);
        Vector256<double> sums = Vector256<double>.Zero;
        for (int i = 0; i < av.Length; i++) { sums += av[i] * bv[i]; }
        double sum = sums[0] + sums[1] + (sums[2] + sums[3]);
        for (int i = av.Length * Vector256<double>.Count; i < a.Length; i++) { sum += a[i] * b[i]; }
        return sum;
    }

    private static void AddMultiple(double[] to, double[] vector, double factor)
    {
        Span<Vector<double>> tv = MemoryMarshal.Cast<double, Vector<double>>(to.AsSpan());
        ReadOnlySpan<Vector<double>> vv = MemoryMarshal.Cast<double, Vector<double>>(vector);
        for (int i = 0; i < tv.Length; i++) { tv[i] += vv[i] * factor; }
        for (int i = tv.Length * Vector<double>.Count; i < to.Length; i++) { to[i] += vector[i] * factor; }
    }
}

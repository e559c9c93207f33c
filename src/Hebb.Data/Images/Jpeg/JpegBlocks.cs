using System.Runtime.Intrinsics;

namespace Hebb.Data.Images;

/// <summary>From the coefficients of blocks to samples.</summary>
internal static class JpegBlocks
{
    // cos(kπ/16)/2
    private static readonly float[] s_cosines = [.. Enumerable.Range(0, 8).Select(k => (float)(Math.Cos(k * Math.PI / 16) / 2))];

    /// <summary>The places of coefficients in the order they are written in.</summary>
    public static ReadOnlySpan<byte> ZigZag =>
    [
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
        35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
    ];

    /// <summary>The samples of a component, row by row; a row has <see cref="JpegComponent.StoredAcross"/> · 8.</summary>
    public static byte[] Samples(JpegComponent component)
    {
        int stride = component.StoredAcross * 8;
        byte[] samples = new byte[stride * component.BlocksDown * 8];
        if (component.Quantizers is null) { throw new ImageException("a component has no data; the file is damaged or cut off"); }
        float[] steps = [.. component.Quantizers.Select(step => (float)step)];
        Span<Vector256<float>> rows = stackalloc Vector256<float>[8];
        Span<float> values = stackalloc float[8];
        for (int y = 0; y < component.BlocksDown; y++)
        {
            for (int x = 0; x < component.BlocksAcross; x++)
            {
                ReadOnlySpan<short> block = component.Block(x, y);
                int target = (y * 8 * stride) + (x * 8);
                if (block[1..].IndexOfAnyExcept((short)0) < 0)
                {
                    byte flat = Level(block[0] * steps[0] / 8);
                    for (int row = 0; row < 8; row++) { samples.AsSpan(target + (row * stride), 8).Fill(flat); }
                    continue;
                }

                for (int row = 0; row < 8; row++)
                {
                    Vector256<int> whole = Vector256.WidenLower(Vector128.Create(block.Slice(row * 8, 8)).ToVector256());
                    rows[row] = Vector256.ConvertToSingle(whole) * Vector256.Create<float>(steps.AsSpan(row * 8, 8));
                }

                Columns(rows);
                Transpose(rows);
                Columns(rows);
                Transpose(rows);
                for (int row = 0; row < 8; row++)
                {
                    rows[row].CopyTo(values);
                    Span<byte> line = samples.AsSpan(target + (row * stride), 8);
                    for (int i = 0; i < 8; i++) { line[i] = Level(values[i]); }
                }
            }
        }

        return samples;
    }

    private static byte Level(float value) => (byte)Math.Clamp((int)MathF.Floor(value + 128.5f), 0, 255);

    /// <summary>The inverse cosine transform of eight columns at once: x[n] = Σ c(k) X[k] cos((2n + 1)kπ/16), c(0) = 1/√8, else 1/2.</summary>
    private static void Columns(Span<Vector256<float>> x)
    {
        float[] c = s_cosines;
        Vector256<float> sum = (x[0] + x[4]) * c[4], difference = (x[0] - x[4]) * c[4];
        Vector256<float> outer = (x[2] * c[2]) + (x[6] * c[6]), inner = (x[2] * c[6]) - (x[6] * c[2]);
        Vector256<float> even0 = sum + outer, even1 = difference + inner, even2 = difference - inner, even3 = sum - outer;
        Vector256<float> odd0 = (x[1] * c[1]) + (x[3] * c[3]) + (x[5] * c[5]) + (x[7] * c[7]);
        Vector256<float> odd1 = (x[1] * c[3]) - (x[3] * c[7]) - (x[5] * c[1]) - (x[7] * c[5]);
        Vector256<float> odd2 = (x[1] * c[5]) - (x[3] * c[1]) + (x[5] * c[7]) + (x[7] * c[3]);
        Vector256<float> odd3 = (x[1] * c[7]) - (x[3] * c[5]) + (x[5] * c[3]) - (x[7] * c[1]);
        (x[0], x[1], x[2], x[3]) = (even0 + odd0, even1 + odd1, even2 + odd2, even3 + odd3);
        (x[7], x[6], x[5], x[4]) = (even0 - odd0, even1 - odd1, even2 - odd2, even3 - odd3);
    }

    private static void Transpose(Span<Vector256<float>> rows)
    {
        Span<float> cells = stackalloc float[64];
        for (int row = 0; row < 8; row++) { rows[row].CopyTo(cells[(row * 8)..]); }
        for (int row = 0; row < 8; row++)
        {
            rows[row] = Vector256.Create(
                cells[row], cells[row + 8], cells[row + 16], cells[row + 24], cells[row + 32], cells[row + 40], cells[row + 48], cells[row + 56]);
        }
    }
}

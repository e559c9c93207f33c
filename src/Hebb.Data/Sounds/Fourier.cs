namespace Hebb.Data.Sounds;

/// <summary>The discrete Fourier transform X[k] = Σ x[n] e^(−2πikn/N) of a power of two of numbers, by halves (Cooley and Tukey, 1965).</summary>
internal static class Fourier
{
    /// <summary>Transforms in place.</summary>
    public static void Transform(double[] real, double[] imaginary)
    {
        int size = real.Length;
        for (int i = 1, j = 0; i < size; i++)
        {
            int bit = size >> 1;
            for (; (j & bit) != 0; bit >>= 1) { j ^= bit; }
            j ^= bit;
            if (i >= j) { continue; }
            (real[i], real[j]) = (real[j], real[i]);
            (imaginary[i], imaginary[j]) = (imaginary[j], imaginary[i]);
        }

        for (int length = 2; length <= size; length *= 2)
        {
            for (int k = 0; k < length / 2; k++)
            {
                (double sine, double cosine) = Math.SinCos(-2 * Math.PI * k / length);
                for (int i = k; i < size; i += length)
                {
                    int j = i + (length / 2);
                    double x = (real[j] * cosine) - (imaginary[j] * sine), y = (real[j] * sine) + (imaginary[j] * cosine);
                    (real[j], imaginary[j]) = (real[i] - x, imaginary[i] - y);
                    real[i] += x;
                    imaginary[i] += y;
                }
            }
        }
    }
}

namespace Hebb.Data.Sounds;

/// <summary>
/// A sound as a picture: the logarithm of its power in bands that are as even as ears hear pitches, over time. Each frame is weighted by Hann's window; the
/// bands are triangles, evenly spaced on the mel scale 2595 · log10(1 + f / 700) (O'Shaughnessy, 1987) from 0 to half the rate.
/// </summary>
internal sealed class MelScale
{
    /// <summary>Less power than this is silence.</summary>
    private const double Least = 1e-8;

    private readonly double[] _window;
    private readonly (int First, double[] Weights)[] _bands;

    /// <summary>Bands for sounds of a rate.</summary>
    /// <param name="sampleRate">Moments a second.</param>
    /// <param name="frame">Moments of a frame, a power of two.</param>
    /// <param name="hop">Moments from one frame to the next.</param>
    /// <param name="bands">How many bands.</param>
    public MelScale(int sampleRate, int frame, int hop, int bands)
    {
        (Frame, Hop) = (frame, hop);
        _window = [.. Enumerable.Range(0, frame).Select(i => 0.5 - (0.5 * Math.Cos(2 * Math.PI * i / frame)))];
        double most = ToMel(sampleRate / 2.0);
        double[] edges = [.. Enumerable.Range(0, bands + 2).Select(i => ToHertz(most * i / (bands + 1)) * frame / sampleRate)];
        _bands = [.. Enumerable.Range(0, bands).Select(band =>
        {
            int first = (int)Math.Ceiling(edges[band]), last = Math.Min(frame / 2, (int)Math.Floor(edges[band + 2]));
            double[] weights = [.. Enumerable.Range(first, Math.Max(0, last - first + 1))
                .Select(bin => Math.Max(
                    0, Math.Min((bin - edges[band]) / (edges[band + 1] - edges[band]), (edges[band + 2] - bin) / (edges[band + 2] - edges[band + 1]))))];

            // A band narrower than the distance of two frequencies listens to the nearest one.
            return weights.Sum() > 0 ? (first, weights) : (Math.Min(frame / 2, (int)Math.Round(edges[band + 1])), [1.0]);
        })];
    }

    /// <summary>Moments of a frame.</summary>
    public int Frame { get; }

    /// <summary>Moments from one frame to the next.</summary>
    public int Hop { get; }

    /// <summary>The number of bands.</summary>
    public int Bands => _bands.Length;

    /// <summary>The frames of a sound with this many moments.</summary>
    public int Frames(int moments) => 1 + (Math.Max(0, moments - Frame) / Hop);

    /// <summary>Writes the picture, frame by frame: <c>Frames(moments) · Bands</c> numbers. Moments that the sound does not have are silence.</summary>
    public void Write(ReadOnlySpan<float> samples, int moments, Span<float> picture)
    {
        double[] real = new double[Frame], imaginary = new double[Frame];
        for (int f = 0; f < Frames(moments); f++)
        {
            for (int i = 0; i < Frame; i++)
            {
                int at = (f * Hop) + i;
                (real[i], imaginary[i]) = (at < samples.Length && at < moments ? samples[at] * _window[i] : 0, 0);
            }

            Fourier.Transform(real, imaginary);
            for (int band = 0; band < Bands; band++)
            {
                double power = 0;
                (int first, double[] weights) = _bands[band];
                for (int i = 0; i < weights.Length; i++)
                {
                    power += weights[i] * ((real[first + i] * real[first + i]) + (imaginary[first + i] * imaginary[first + i]));
                }

                picture[(f * Bands) + band] = (float)Math.Log(Math.Max(power / Frame, Least));
            }
        }
    }

    private static double ToMel(double hertz) => 2595 * Math.Log10(1 + (hertz / 700));

    private static double ToHertz(double mel) => 700 * (Math.Pow(10, mel / 2595) - 1);
}

using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// Sounds as ears hear them: frequencies over time on the mel scale, by default in decibels. (batch, samples) becomes (batch, mel bins, frames), with one frame
/// for every <see cref="SequenceStride"/> samples and one more.
/// </summary>
/// <remarks>
/// The magnitudes of the short-time Fourier transform (frames centred on their samples, the sound mirrored at its ends) to the power of <see cref="MagExp"/>
/// are summed within triangles that are evenly wide on the scale mel(f) = 1127 ln(1 + f/700). Decibels are 10 log₁₀ of that, relative to
/// <see cref="RefPower"/>; none is more than <see cref="TopDb"/> below the largest of the whole batch, as in Keras. There are no weights.
/// </remarks>
/// <example>
/// <code>
/// Tensor mel = new MelSpectrogram { NumMelBins = 64, SequenceStride = 256 }.Apply(Tensor.Zeros([1, 16000]));   // (1, 64, 63)
/// </code>
/// </example>
public sealed class MelSpectrogram : Layer
{
    internal static Kind<MelSpectrogram> Kind { get; } = new("MelSpectrogram", c => new()
    {
        FftLength = c.Int("fft_length", l => l.FftLength, 2048),
        SequenceStride = c.Int("sequence_stride", l => l.SequenceStride, 512),
        SequenceLength = c.IntOrNull("sequence_length", l => l.SequenceLength),
        Window = c.Choice("window", l => l.Window, ["hann", "hamming", "blackman", null]),
        SamplingRate = c.Int("sampling_rate", l => l.SamplingRate, 16000),
        NumMelBins = c.Int("num_mel_bins", l => l.NumMelBins, 128),
        MinFreq = c.Number("min_freq", l => l.MinFreq, 20),
        MaxFreq = c.NumberOrNull("max_freq", l => l.MaxFreq),
        PowerToDb = c.Flag("power_to_db", l => l.PowerToDb, true),
        TopDb = c.Number("top_db", l => l.TopDb, 80),
        MagExp = c.Number("mag_exp", l => l.MagExp, 2),
        MinPower = c.Number("min_power", l => l.MinPower, 1e-10),
        RefPower = c.Number("ref_power", l => l.RefPower, 1),
    });

    /// <summary>The length of the transform, which is even. Range: 1 or more.</summary>
    public int FftLength { get; init => field = SettingRange.AtLeast(1, value); } = 2048;

    /// <summary>The number of samples from one frame to the next. Range: 1 or more.</summary>
    public int SequenceStride { get; init => field = SettingRange.AtLeast(1, value); } = 512;

    /// <summary>The number of samples under the window, in the middle of a frame of <see cref="FftLength"/>; null for all. Range: 1 or more.</summary>
    public int? SequenceLength { get; init => field = SettingRange.AtLeast(1, value); }

    /// <summary>How the samples of a frame are weighted (periodic).</summary>
    public WindowFunction Window { get; init; }

    /// <summary>The number of samples per second. Range: 1 or more.</summary>
    public int SamplingRate { get; init => field = SettingRange.AtLeast(1, value); } = 16000;

    /// <summary>The number of triangles. Range: 1 or more.</summary>
    public int NumMelBins { get; init => field = SettingRange.AtLeast(1, value); } = 128;

    /// <summary>Where the first triangle begins, in hertz. Range: 0 or more.</summary>
    public double MinFreq { get; init => field = SettingRange.NotNegative(value); } = 20;

    /// <summary>Where the last triangle ends, in hertz; null for half the sampling rate. Range: above 0.</summary>
    public double? MaxFreq { get; init => field = SettingRange.Positive(value); }

    /// <summary>Whether decibels are given.</summary>
    public bool PowerToDb { get; init; } = true;

    /// <summary>How far below the largest value the smallest may be, in decibels. Range: 0 or more.</summary>
    public double TopDb { get; init => field = SettingRange.NotNegative(value); } = 80;

    /// <summary>The power of magnitudes that is summed: 2 for energies, 1 for magnitudes. Range: above 0.</summary>
    public double MagExp { get; init => field = SettingRange.Positive(value); } = 2;

    /// <summary>What counts as silence: smaller values are raised to it before the logarithm is taken. Range: above 0.</summary>
    public double MinPower { get; init => field = SettingRange.Positive(value); } = 1e-10;

    /// <summary>The value that has 0 decibels. Range: above 0.</summary>
    public double RefPower { get; init => field = SettingRange.Positive(value); } = 1;

    private double HighestFreq => MaxFreq ?? SamplingRate / 2;

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        int length = SequenceLength ?? FftLength;
        if (FftLength < 2 || FftLength % 2 != 0 || length < 1 || length > FftLength || SequenceStride < 1)
        {
            throw new InvalidOperationException(
                $"{this} has FftLength {FftLength}, SequenceLength {length} and SequenceStride {SequenceStride}: "
                + "the transform has an even length, sequences 1 to that many samples, and strides at least 1.");
        }

        if (NumMelBins < 1 || SamplingRate < 1 || MinFreq < 0 || HighestFreq <= MinFreq || MinPower <= 0)
        {
            throw new InvalidOperationException(
                $"{this} has {NumMelBins} mel bins from {MinFreq} to {HighestFreq} Hz, SamplingRate {SamplingRate} and MinPower {MinPower}: "
                + "all are positive, and MaxFreq is above MinFreq.");
        }
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training)
    {
        if (x.Rank != 2) { throw new ShapeException($"{this} expects sounds of shape (batch, samples), but got shape {x.Shape}."); }
        x = x.DType.IsFloat ? x : x.Cast(DType.Float32);
        FrameWindow window = new(Window, SequenceLength ?? FftLength, Periodic: true, FftLength, SpectrogramScaling.None);
        Tensor sound = x.ExpandDims(-1);
        Tensor Part(bool isImaginary) =>
            sound.Convolve(new FourierFilters(isImaginary, window).Filters(FftLength / 2 + 1).Cast(x.DType), Padding.Reflect(FftLength / 2), [SequenceStride]);
        Tensor power = (Part(false).Square() + Part(true).Square()).Pow(MagExp / 2);
        Tensor triangles = Tensor.Written([FftLength / 2 + 1, NumMelBins], DType.Float32, storage => FillTriangles(storage.Span<float>()));
        Tensor mel = power.MatMul(triangles.Cast(x.DType)).Transpose(0, 2, 1);
        if (!PowerToDb) { return mel; }
        Tensor decibels = 10 * mel.Maximum(MinPower).Log(10) - 10 * Math.Log10(Math.Max(Math.Abs(RefPower), MinPower));
        return decibels.Maximum(decibels.Max() - TopDb);
    }

    /// <summary>For each frequency its weight in each triangle. Frequency 0 has none.</summary>
    private void FillTriangles(Span<float> weights)
    {
        double first = Mel(MinFreq), width = (Mel(HighestFreq) - first) / (NumMelBins + 1);
        for (int f = 0; f <= FftLength / 2; f++)
        {
            double at = (Mel((double)SamplingRate * f / FftLength) - first) / width;
            for (int bin = 0; bin < NumMelBins; bin++)
            {
                weights[f * NumMelBins + bin] = f == 0 ? 0 : (float)Math.Max(0, Math.Min(at - bin, bin + 2 - at));
            }
        }
    }

    private static double Mel(double hertz) => 1127 * Math.Log(1 + hertz / 700);

    /// <inheritdoc/>
    public override string ToString() => $"MelSpectrogram({NumMelBins})";
}

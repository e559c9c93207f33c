using Hebb.Layers;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Tests.Layers;

/// <summary>Golden values: PyTorch 1.13 (torch.stft) and SciPy 1.10 (windows), eng/golden/sounds.py. The sound is (k·7 mod 11 − 5) / 4.</summary>
public sealed class SpectrogramTests
{
    public static TheoryData<SpectrogramMode, double[]> Modes => new()
    {
        {
            SpectrogramMode.Real,
            [
                0.684653197, -0.557730032, 0.393357635, 0.431574372, -1.21905715, 0.228217732, -0.422483418, 0.495419707, 0.422483418, -1.21905715,
                -0.228217732, -0.287236805, 0.59748178, 0.413392464, -1.21905715
            ]
        },
        {
            SpectrogramMode.Imag,
            [0, -0.342783442, 0.699543853, -1.00334305, 0, 0, -0.0162692333, 0.59748178, -1.00710865, 0, 0, 0.310244975, 0.495419707, -1.01087424, 0]
        },
        {
            SpectrogramMode.Stft,
            [
                0.684653197, -0.557730032, 0.393357635, 0.431574372, -1.21905715, 0, -0.342783442, 0.699543853, -1.00334305, 0, 0.228217732, -0.422483418,
                0.495419707, 0.422483418, -1.21905715, 0, -0.0162692333, 0.59748178, -1.00710865, 0, -0.228217732, -0.287236805, 0.59748178, 0.413392464,
                -1.21905715, 0, 0.310244975, 0.495419707, -1.01087424, 0
            ]
        },
        {
            SpectrogramMode.Magnitude,
            [
                0.684653197, 0.654647444, 0.802553319, 1.09222421, 1.21905715, 0.228217732, 0.422796555, 0.776160527, 1.09213555, 1.21905715, 0.228217732,
                0.422796555, 0.776160527, 1.09213555, 1.21905715
            ]
        },
        {
            SpectrogramMode.Log,
            [
                -0.378842851, -0.423658441, -0.219956985, 0.0882161739, 0.19807773, -1.47745514, -0.860864174, -0.253395915, 0.0881350031, 0.19807773,
                -1.47745514, -0.860864174, -0.253395915, 0.0881350031, 0.19807773
            ]
        },
        {
            SpectrogramMode.Angle,
            [
                0, -2.59050363, 1.05855433, -1.16458316, 3.14159265, 0, -3.1031031, 0.878514443, -1.1735923, 3.14159265, 3.14159265, 2.31770494, 0.692281884,
                -1.18260219, 3.14159265
            ]
        },
        {
            SpectrogramMode.Psd,
            [
                0.46875, 0.857126553, 1.28818366, 2.38590744, 1.48610033, 0.0520833333, 0.357513853, 1.20485033, 2.38552014, 1.48610033, 0.0520833333,
                0.357513853, 1.20485033, 2.38552014, 1.48610033
            ]
        },
    };

    [Theory, MemberData(nameof(Modes))]
    public void Every_mode_is_what_pytorch_computes(SpectrogramMode mode, double[] expected)
    {
        Tensor y = new STFTSpectrogram { Mode = mode, FrameLength = 6 }.Apply(Sound(1, 14, 1));
        Assert.Equal([1, 3, mode == SpectrogramMode.Stft ? 10 : 5], y.Shape.ToArray());
        Near.Equal(expected, y, 1e-5);
    }

    [Fact]
    public void Channels_are_transformed_apart()
    {
        STFTSpectrogram Make(bool expand, DataFormat format) =>
            new()
            {
                Mode = SpectrogramMode.Real,
                FrameLength = 4,
                Window = WindowFunction.Hamming,
                Periodic = true,
                Scaling = SpectrogramScaling.Spectrum,
                ExpandDims = expand,
                DataFormat = format,
            };
        double[] together =
        [
            0.194444444, -0.162037037, -0.0555555556, -0.0162037037, 0.365740741, -0.641203704, -0.266203704, 0.472222222, -0.641203704, 0.00694444444, -0.375,
            0.631944444, 0.444444444, -0.268518519, -0.0555555556, -0.453703704, 0.259259259, 0.0462962963
        ];
        double[] apart =
        [
            0.194444444, -0.0162037037, -0.162037037, 0.365740741, -0.0555555556, -0.641203704, -0.266203704, 0.00694444444, 0.472222222, -0.375, -0.641203704,
            0.631944444, 0.444444444, -0.453703704, -0.268518519, 0.259259259, -0.0555555556, 0.0462962963
        ];
        Tensor x = Sound(1, 9, 2), y = Make(true, DataFormat.ChannelsLast).Apply(x);
        Assert.Equal([1, 3, 3, 2], y.Shape.ToArray());
        Near.Equal(apart, y, 1e-6);
        Near.Equal(together, Make(false, DataFormat.ChannelsLast).Apply(x), 1e-6);
        Tensor first = Make(false, DataFormat.ChannelsFirst).Apply(x.Transpose(0, 2, 1));
        Assert.Equal([1, 6, 3], first.Shape.ToArray());
        Near.Equal(together, first.Transpose(0, 2, 1), 1e-6);
        Assert.Equal([1, 2, 3, 3], Make(true, DataFormat.ChannelsFirst).Apply(x.Transpose(0, 2, 1)).Shape.ToArray());
    }

    [Fact]
    public void Windows_are_those_of_scipy()
    {
        // A single frame of a jump at sample k, without scaling: the real part of frequency 0 is w(k).
        double[] Window(WindowFunction window, bool periodic) => [.. Enumerable.Range(0, 5).Select(k => new STFTSpectrogram
        {
            Mode = SpectrogramMode.Real, FrameLength = 5, Window = window, Periodic = periodic, Scaling = SpectrogramScaling.None,
        }.Apply(Tensor.Create([.. Enumerable.Range(0, 5).Select(i => i == k ? 1f : 0)], [1, 5, 1])).ToDoubles()[0])];
        Near.Equal([0, 0.34, 1, 0.34, 0], Window(WindowFunction.Blackman, false), 1e-6);
        Near.Equal([0, 0.5, 1, 0.5, 0], Window(WindowFunction.Hann, false), 1e-6);
        Near.Equal([0.08, 0.397852235, 0.912147765, 0.912147765, 0.397852235], Window(WindowFunction.Hamming, true), 1e-6);
        Near.Equal([1, 1, 1, 1, 1], Window(WindowFunction.None, false), 0);
    }

    [Fact]
    public void Sizes_are_those_of_Keras()
    {
        Assert.Equal(
            [3, 1249, 257], new STFTSpectrogram { FrameLength = 256, FrameStep = 128, FftLength = 512 }.Apply(Tensor.Zeros([3, 160000, 1])).Shape.ToArray());
        Assert.Equal([1, 1250, 129, 3], new STFTSpectrogram { Padding = Padding.Same, ExpandDims = true }.Apply(Tensor.Zeros([1, 160000, 3])).Shape.ToArray());
        Assert.Equal(
            [2, 80, 126], new MelSpectrogram { NumMelBins = 80, SamplingRate = 8000, SequenceStride = 128 }.Apply(Tensor.Zeros([2, 16000])).Shape.ToArray());
        Assert.Equal(2 * 256 * 129, new Hebb.Models.Sequential([new Hebb.Layers.Input([300, 1]), new STFTSpectrogram()]).ParameterCount);
    }

    [Fact]
    public void Mel_spectrograms_are_golden()
    {
        Tensor x = Sound(2, 40);
        double[] decibels =
        [
            -11.4897946, -0.639916135, -0.947958574, -0.251473468, -1.06275816, -3.71120427, 3.48260448, -0.902958583, 0.904795838, 3.77730752, 2.50643952,
            0.542057087, 7.21871242, 2.32925204, 3.9302379, 7.21922443, 5.45940869, 4.49965106, 8.38892624, 13.1897487, 12.7835309, 11.1173667, 12.1969101,
            12.1326789, -1.06605751, -1.06275816, -0.251473468, -0.947958574, -0.639916135, -1.0423673, -3.23266686, 2.50643952, 3.77730752, 0.904795838,
            -0.902958583, -2.78750632, 6.11010938, 5.45940869, 7.21922443, 3.9302379, 2.32925204, 5.69094768, 10.2635676, 12.1969101, 11.1173667, 12.7835309,
            13.1897487, 10.7001786
        ];
        Near.Equal(decibels, new MelSpectrogram { FftLength = 16, SequenceStride = 8, SamplingRate = 8000, NumMelBins = 4 }.Apply(x), 1e-4);
        MelSpectrogram Magnitudes(bool toDb) => new()
        {
            FftLength = 16,
            SequenceStride = 8,
            SequenceLength = 10,
            Window = WindowFunction.Hamming,
            SamplingRate = 8000,
            NumMelBins = 3,
            MinFreq = 300,
            MaxFreq = 3500,
            MagExp = 1,
            PowerToDb = toDb,
            TopDb = 6,
            RefPower = 2,
            MinPower = 0.1,
        };
        double[] magnitudes =
        [
            0.952186065, 0.583641407, 0.764746705, 1.26997999, 0.955010978, 0.657871007, 1.87756027, 0.823982838, 1.08439565, 2.25612642, 1.56833072,
            1.11626848, 1.22529426, 4.28376329, 4.26631414, 2.68517366, 4.09661455, 3.49119628, 0.930778745, 0.990791709, 1.24308243, 0.728808986, 0.556057696,
            0.748880765, 1.66112234, 1.58105599, 2.30577673, 0.965670948, 0.935861275, 1.52180049, 2.09792844, 4.09771318, 2.67489885, 4.26406295, 4.25972246,
            2.8351012
        ];
        Near.Equal(magnitudes, Magnitudes(false).Apply(x), 1e-5);
        double[] cut =
        [
            -2.69204531, -2.69204531, -2.69204531, -1.97233118, -2.69204531, -2.69204531, -0.274361091, -2.69204531, -2.6584223, 0.523334352, -1.05592346,
            -2.53261335, -2.12789595, 3.30795469, 3.29022835, 1.27942383, 3.11395108, 2.4194427, -2.69204531, -2.69204531, -2.06530066, -2.69204531,
            -2.69204531, -2.69204531, -0.806283774, -1.02082745, 0.617872565, -2.69204531, -2.69204531, -1.18672277, 0.207606748, 3.11511561, 1.26277369,
            3.28793612, 3.28351309, 1.5153857
        ];
        Near.Equal(cut, Magnitudes(true).Apply(x), 1e-5);
    }

    [Fact]
    public void A_tone_is_found_at_its_frequency()
    {
        Tensor tone = Tensor.Create([.. Enumerable.Range(0, 4000).Select(t => (float)Math.Sin(2 * Math.PI * 440 * t / 8000))], [1, 4000, 1]);
        Tensor y =
            new STFTSpectrogram { Mode = SpectrogramMode.Magnitude, FrameLength = 400, FftLength = 800, Scaling = SpectrogramScaling.Spectrum }.Apply(tone);
        Assert.All(y.ArgMax(-1).ToDoubles(), frequency => Assert.Equal(44, frequency)); // of 8000 Hz / 800 each
        Assert.Equal(0.5, y.Max().ToDoubles()[0], 1e-2); // half an amplitude of 1; the other half is at −440 Hz
    }

    [Fact]
    public void Mistakes_are_explained()
    {
        Message<InvalidOperationException>(
            "1 ≤ FrameStep ≤ FrameLength ≤ FftLength", () => new STFTSpectrogram { FrameLength = 4, FrameStep = 5 }.Apply(Sound(1, 14, 1)));
        Message<InvalidOperationException>("must be even", () => new STFTSpectrogram { FrameLength = 4, FftLength = 5 }.Apply(Sound(1, 14, 1)));
        Message<ShapeException>("with at least 256 samples", () => new STFTSpectrogram().Apply(Sound(1, 14, 1)));
        Message<ShapeException>("(batch, samples, channels)", () => new STFTSpectrogram { FrameLength = 4 }.Apply(Sound(1, 14)));
        Message<ArgumentException>("Padding.Valid or Padding.Same", () => new STFTSpectrogram { Padding = Padding.Causal });
        Message<ShapeException>("(batch, samples)", () => new MelSpectrogram().Apply(Sound(1, 14, 1)));
        Message<ShapeException>("Reflect(1024) needs at least 1025", () => new MelSpectrogram().Apply(Sound(1, 14)));
        Message<InvalidOperationException>("MaxFreq is above MinFreq", () => new MelSpectrogram { MaxFreq = 10 }.Apply(Sound(1, 14)));
    }

    private static void Message<T>(string part, Func<object> act) where T : Exception =>
        Assert.Contains(part, Assert.ThrowsAny<T>(act).Message, StringComparison.Ordinal);

    private static Tensor Sound(params int[] shape) =>
        Tensor.Create<float>([.. Enumerable.Range(0, shape.Aggregate(1, (a, b) => a * b)).Select(k => (k * 7 % 11 - 5) / 4f)], Shape.Create(shape));
}

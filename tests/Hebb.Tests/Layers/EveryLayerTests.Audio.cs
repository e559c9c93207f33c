using Hebb.Layers;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Tests.Layers;

public sealed partial class EveryLayerTests
{
    private static IEnumerable<(Func<Layer> Make, Func<Random, Tensor[]> Inputs)> Sounds() =>
    [
        (() => new STFTSpectrogram { FrameLength = 4 }, Sound),
        (() => new STFTSpectrogram
        {
            Mode = SpectrogramMode.Magnitude,
            FrameLength = 5,
            FrameStep = 2,
            Window = WindowFunction.Hamming,
            Padding = Padding.Same,
        }, Sound),
        (() => new STFTSpectrogram
        {
            Mode = SpectrogramMode.Psd,
            FrameLength = 4,
            FftLength = 8,
            Scaling = SpectrogramScaling.Spectrum,
            DataFormat = DataFormat.ChannelsFirst,
        }, SoundFirst),
        (() => new STFTSpectrogram { Mode = SpectrogramMode.Real, FrameLength = 4, Window = WindowFunction.Blackman, Periodic = true, ExpandDims = true },
            Sound),
        (() => new STFTSpectrogram { Mode = SpectrogramMode.Imag, FrameLength = 4, Window = WindowFunction.None }, Sound),
        (() => new STFTSpectrogram
        {
            Mode = SpectrogramMode.Stft,
            FrameLength = 4,
            Scaling = SpectrogramScaling.None,
            ExpandDims = true,
            DataFormat = DataFormat.ChannelsFirst,
        }, SoundFirst),
        // The angles of frequencies 0 and F/2 are 0 or π; at π they jump to −π. With every other sample large none is π.
        (() => new STFTSpectrogram { Mode = SpectrogramMode.Angle, FrameLength = 4, Window = WindowFunction.Hamming },
            random => [Draw.Floats(random, [2, 9, 1], 0.5, 1) * (Tensor.Range(9) % Tensor.Scalar(2) * -9 + 10).Reshape([9, 1])]),
        (() => new MelSpectrogram { FftLength = 8, SequenceStride = 4, SamplingRate = 100, NumMelBins = 3, MinFreq = 1 },
            random => [Draw.Floats(random, [2, 13])]),
        (() => new MelSpectrogram
        {
            FftLength = 8,
            SequenceLength = 6,
            SequenceStride = 3,
            SamplingRate = 100,
            NumMelBins = 2,
            MinFreq = 5,
            MaxFreq = 40,
            PowerToDb = false,
            MagExp = 1,
            Window = WindowFunction.Hamming,
            TopDb = 30, MinPower = 1e-5, RefPower = 2,
        }, random => [Draw.Floats(random, [2, 13])]),
    ];

    private static Tensor[] SoundFirst(Random random) => [Draw.Floats(random, [2, 2, random.Next(8, 11)])];

    private static Tensor[] Sound(Random random) => [Draw.Floats(random, [2, random.Next(8, 11), 2])];
}

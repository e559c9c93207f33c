using Hebb.Layers;
using Hebb.Ops;

namespace Hebb.Keras;

/// <summary>How layers of sounds are written.</summary>
internal static class AudioLayerKinds
{
    private static readonly string?[] s_windows = ["hann", "hamming", "blackman", null];
    private static readonly string[] s_modes = ["log", "magnitude", "psd", "real", "imag", "angle", "stft"];
    private static readonly string?[] s_scalings = ["density", "spectrum", null];

    /// <summary>All of them.</summary>
    public static IEnumerable<LayerKind> All =>
    [
        LayerKind.Of<STFTSpectrogram>("STFTSpectrogram", WriteStft, c => new()
        {
            Mode = (SpectrogramMode)c.OneOf("mode", s_modes),
            FrameLength = c.Int("frame_length", 256),
            FrameStep = c.Has("frame_step") ? c.Int("frame_step") : null,
            FftLength = c.Has("fft_length") ? c.Int("fft_length") : null,
            Window = (WindowFunction)c.OneOrNone("window", s_windows),
            Periodic = c.Flag("periodic", false),
            Scaling = (SpectrogramScaling)c.OneOrNone("scaling", s_scalings),
            Padding = c.OneOf("padding", ["valid", "same"]) == 0 ? Padding.Valid : Padding.Same,
            ExpandDims = c.Flag("expand_dims", false),
            DataFormat = SpatialConfig.Format(c),
        }),
        LayerKind.Of<MelSpectrogram>("MelSpectrogram", WriteMel, c => new()
        {
            FftLength = c.Int("fft_length", 2048),
            SequenceStride = c.Int("sequence_stride", 512),
            SequenceLength = c.Has("sequence_length") ? c.Int("sequence_length") : null,
            Window = (WindowFunction)c.OneOrNone("window", s_windows),
            SamplingRate = c.Int("sampling_rate", 16000),
            NumMelBins = c.Int("num_mel_bins", 128),
            MinFreq = c.Number("min_freq", 20),
            MaxFreq = c.NumberOrNull("max_freq"),
            PowerToDb = c.Flag("power_to_db", true),
            TopDb = c.Number("top_db", 80),
            MagExp = c.Number("mag_exp", 2),
            MinPower = c.Number("min_power", 1e-10),
            RefPower = c.Number("ref_power", 1),
        }),
    ];

    private static void WriteStft(STFTSpectrogram layer, LayerConfig c)
    {
        c.Set("mode", s_modes[(int)layer.Mode]);
        c.Set("frame_length", layer.FrameLength);
        c.Json["frame_step"] = layer.FrameStep;
        c.Json["fft_length"] = layer.FftLength;
        c.Set("window", s_windows[(int)layer.Window]);
        c.Set("periodic", layer.Periodic);
        c.Set("scaling", s_scalings[(int)layer.Scaling]);
        c.Set("padding", layer.Padding.ToString());
        c.Set("expand_dims", layer.ExpandDims);
        SpatialConfig.WriteFormat(c, layer.DataFormat);
    }

    private static void WriteMel(MelSpectrogram layer, LayerConfig c)
    {
        c.Set("fft_length", layer.FftLength);
        c.Set("sequence_stride", layer.SequenceStride);
        c.Json["sequence_length"] = layer.SequenceLength;
        c.Set("window", s_windows[(int)layer.Window]);
        c.Set("sampling_rate", layer.SamplingRate);
        c.Set("num_mel_bins", layer.NumMelBins);
        c.Set("min_freq", layer.MinFreq);
        c.Set("max_freq", layer.MaxFreq);
        c.Set("power_to_db", layer.PowerToDb);
        c.Set("top_db", layer.TopDb);
        c.Set("mag_exp", layer.MagExp);
        c.Set("min_power", layer.MinPower);
        c.Set("ref_power", layer.RefPower);
    }
}

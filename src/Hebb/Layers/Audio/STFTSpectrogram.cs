using System.Numerics;
using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// The frequencies in sounds over time, by the short-time Fourier transform: (batch, samples, channels) becomes (batch, frames, channels · frequencies), or
/// (batch, frames, frequencies, channels) with <see cref="ExpandDims"/>. There are <c>FftLength / 2 + 1</c> frequencies, from 0 to half the sampling rate.
/// </summary>
/// <remarks>
/// The transform is a convolution with cosines and sines. They are weights (<c>real_kernel</c>, <c>imag_kernel</c>, of shape (frame length, 1, frequencies))
/// and are trained with the rest, as in Keras; set <see cref="Layer.Trainable"/> to false to keep them as they are.
/// </remarks>
/// <example>
/// <code>
/// Layer spectrogram = new STFTSpectrogram { FrameLength = 256, FrameStep = 128, Trainable = false };
/// Tensor y = spectrogram.Apply(Tensor.Zeros([1, 16000, 1]));   // (1, 124, 129)
/// </code>
/// </example>
public sealed class STFTSpectrogram : SpatialLayer
{
    internal static Kind<STFTSpectrogram> Kind { get; } = new("STFTSpectrogram", c => new()
    {
        Mode = c.Choice("mode", l => l.Mode, ["log", "magnitude", "psd", "real", "imag", "angle", "stft"]),
        FrameLength = c.Int("frame_length", l => l.FrameLength, 256),
        FrameStep = c.IntOrNull("frame_step", l => l.FrameStep),
        FftLength = c.IntOrNull("fft_length", l => l.FftLength),
        Window = c.Choice("window", l => l.Window, ["hann", "hamming", "blackman", null]),
        Periodic = c.Flag("periodic", l => l.Periodic, false),
        Scaling = c.Choice("scaling", l => l.Scaling, ["density", "spectrum", null]),
        Padding = c.Setting("padding", l => l.Padding, padding => padding.ToString(), node =>
            node.OneOf("padding", ["valid", "same"]) == 0 ? Padding.Valid : Padding.Same),
        ExpandDims = c.Flag("expand_dims", l => l.ExpandDims, false),
        DataFormat = c.DataFormat(l => l.DataFormat),
    });

    private const double Epsilon = 1e-7;

    private Parameter? _real, _imaginary;

    /// <summary>What is given out.</summary>
    public SpectrogramMode Mode { get; init; }

    /// <summary>The number of samples of a frame. Range: 1 or more.</summary>
    public int FrameLength { get; init => field = SettingRange.AtLeast(1, value); } = 256;

    /// <summary>The number of samples from one frame to the next, at most <see cref="FrameLength"/>; null for half of it. Range: 1 or more.</summary>
    public int? FrameStep { get; init => field = SettingRange.AtLeast(1, value); }

    /// <summary>The length of the transform, at least <see cref="FrameLength"/>: longer ones tell more frequencies apart. Null for the
    /// next power of 2. Range: 1 or more.</summary>
    public int? FftLength { get; init => field = SettingRange.AtLeast(1, value); }

    /// <summary>How the samples of a frame are weighted.</summary>
    public WindowFunction Window { get; init; }

    /// <summary>Whether the window is one turn of a periodic function, rather than end as it began.</summary>
    public bool Periodic { get; init; }

    /// <summary>By what the window is divided.</summary>
    public SpectrogramScaling Scaling { get; init; }

    /// <summary>What lies beyond the ends: <see cref="Padding.Valid"/> (nothing) or <see cref="Padding.Same"/>.</summary>
    public Padding Padding
    {
        get;
        init =>
            field = value == Padding.Valid || value == Padding.Same
                ? value
                : throw new ArgumentException($"A spectrogram is made with Padding.Valid or Padding.Same, not {value}.", nameof(value));
    } = Padding.Valid;

    /// <summary>Whether frequencies and channels have an axis each, as the layers of images want them.</summary>
    public bool ExpandDims { get; init; }

    private int Step => FrameStep ?? FrameLength / 2;

    private int Frequencies => (FftLength ?? (int)BitOperations.RoundUpToPowerOf2((uint)FrameLength)) / 2 + 1;

    /// <inheritdoc/>
    private protected override void BuildLast(Shape input)
    {
        if (FrameLength < 2 || Step < 1 || Step > FrameLength || FftLength < FrameLength)
        {
            throw new InvalidOperationException(
                $"{this} has FrameLength {FrameLength}, FrameStep {Step} and FftLength {FftLength}: "
                + "it needs frames of at least 2 samples, 1 ≤ FrameStep ≤ FrameLength ≤ FftLength.");
        }

        if (FftLength % 2 != 0 && FftLength is not null)
        {
            throw new InvalidOperationException($"{this} has FftLength {FftLength}, which must be even: take a power of 2.");
        }

        FrameWindow window = new(Window, FrameLength, Periodic, FrameLength, Scaling);
        Shape shape = [FrameLength, 1, Frequencies];
        if (Mode != SpectrogramMode.Imag) { _real = AddParameter("real_kernel", shape, new FourierFilters(false, window)); }
        if (Mode != SpectrogramMode.Real) { _imaginary = AddParameter("imag_kernel", shape, new FourierFilters(true, window)); }
    }

    /// <inheritdoc/>
    private protected override Tensor ForwardLast(Tensor x, bool training)
    {
        if (x.Rank != 3 || Padding == Padding.Valid && x.Shape[1] < FrameLength)
        {
            throw new ShapeException(
                $"{this} expects sounds of shape (batch, samples, channels) with at least {FrameLength} samples, but got shape {x.Shape}. "
                + "Use ExpandDims(-1) for a single channel.");
        }

        x = x.DType.IsFloat ? x : x.Cast(DType.Float32);
        if (Mode == SpectrogramMode.Real) { return Arranged(Transformed(x, _real!)); }
        Tensor b = Transformed(x, _imaginary!);
        if (Mode == SpectrogramMode.Imag) { return Arranged(b); }
        Tensor a = Transformed(x, _real!);
        if (Mode == SpectrogramMode.Stft) { return Arranged(Tensor.Concatenate([a, b])); }
        if (Mode == SpectrogramMode.Angle) { return Arranged(b.Atan2(a)); }
        Tensor power = a.Square() + b.Square();
        if (Mode == SpectrogramMode.Psd) { return Arranged(power + power.Slice(-1, 1..^1).Pad(-1, 1, 1)); }
        Tensor magnitude = Arranged(power.Maximum(Epsilon).Sqrt());
        return Mode == SpectrogramMode.Magnitude ? magnitude : magnitude.Log();
    }

    /// <summary>(batch, samples, channels) as (batch, channels, frames, frequencies).</summary>
    private Tensor Transformed(Tensor x, Parameter kernel)
    {
        (int batch, int samples, int channels) = (x.Shape[0], x.Shape[1], x.Shape[2]);
        Tensor y = x.Transpose(0, 2, 1).Reshape([checked(batch * channels), samples, 1]).Convolve(kernel.Value, Padding, [Step]);
        return y.Reshape([batch, channels, y.Shape[1], y.Shape[2]]);
    }

    private Tensor Arranged(Tensor y)
    {
        (int batch, int channels, int frames, int frequencies) = (y.Shape[0], y.Shape[1], y.Shape[2], y.Shape[3]);
        return ExpandDims ? y.Transpose(0, 2, 3, 1) : y.Transpose(0, 2, 1, 3).Reshape([batch, frames, checked(channels * frequencies)]);
    }

    /// <inheritdoc/>
    public override string ToString() => $"STFTSpectrogram({Mode}, {FrameLength})";
}

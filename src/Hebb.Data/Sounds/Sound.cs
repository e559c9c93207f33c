using System.Globalization;
using Hebb.Formats;
using Hebb.Tensors;

namespace Hebb.Data.Sounds;

/// <summary>A sound: numbers from −1 to 1, the channels of a moment side by side.</summary>
public sealed class Sound
{
    private readonly float[] _samples;

    /// <summary>A sound of these numbers, which are used as they are, not copied.</summary>
    /// <param name="sampleRate">Moments a second.</param>
    /// <param name="channels">1 for mono, 2 for stereo.</param>
    /// <param name="samples">The channels of the first moment, then of the next.</param>
    /// <exception cref="ArgumentException">The numbers are no whole moments.</exception>
    public Sound(int sampleRate, int channels, float[] samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRate, 1);
        if (channels is < 1 or > 65535) { throw new ArgumentOutOfRangeException(nameof(channels), channels, "A sound has 1 to 65535 channels."); }
        if (samples.Length % channels != 0)
        {
            throw new ArgumentException($"{samples.Length} samples cannot be divided into {channels} channels.", nameof(samples));
        }

        (SampleRate, Channels, _samples) = (sampleRate, channels, samples);
    }

    /// <summary>Moments a second.</summary>
    public int SampleRate { get; }

    /// <summary>1 for mono, 2 for stereo.</summary>
    public int Channels { get; }

    /// <summary>The number of moments.</summary>
    public int Length => _samples.Length / Channels;

    /// <summary>How long it is.</summary>
    public double Seconds => (double)Length / SampleRate;

    /// <summary>The numbers.</summary>
    public ReadOnlySpan<float> Samples => _samples;

    /// <summary>Reads a WAV file: PCM of 8, 16, 24 or 32 bits, or floating point of 32 or 64.</summary>
    /// <exception cref="DataException">The file is no such WAV file or is damaged.</exception>
    public static Sound Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return WavFile.Read(File.ReadAllBytes(path), path);
    }

    /// <summary>Reads a WAV file in memory.</summary>
    /// <param name="bytes">The file's bytes.</param>
    /// <param name="name">How errors call it.</param>
    /// <exception cref="DataException">The bytes are no such WAV file or are damaged.</exception>
    public static Sound Decode(byte[] bytes, string name = "sound")
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return WavFile.Read(bytes, name);
    }

    /// <summary>Writes a WAV file, replacing an older one only when the new one is complete. Whole numbers are rounded and cut off at −1 and 1.</summary>
    /// <exception cref="ArgumentException">The name does not end in .wav.</exception>
    public void Save(string path, WavEncoding encoding = WavEncoding.Pcm16)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Path.GetExtension(path).ToUpperInvariant() is not (".WAV" or ".WAVE"))
        {
            throw new ArgumentException($"'{path}' does not end in .wav. Sounds are written as WAV.", nameof(path));
        }

        byte[] bytes = ToWav(encoding);
        AtomicFile.Write(path, stream => stream.Write(bytes));
    }

    /// <summary>The sound as a WAV file.</summary>
    public byte[] ToWav(WavEncoding encoding = WavEncoding.Pcm16) => WavFile.Write(this, encoding);

    /// <summary>The mean of the channels.</summary>
    public Sound ToMono()
    {
        if (Channels == 1) { return this; }
        float[] mono = new float[Length];
        for (int i = 0; i < mono.Length; i++)
        {
            double sum = 0;
            for (int c = 0; c < Channels; c++) { sum += _samples[(i * Channels) + c]; }
            mono[i] = (float)(sum / Channels);
        }

        return new Sound(SampleRate, 1, mono);
    }

    /// <summary>The sound with this many moments: cut off, or silence at its end.</summary>
    public Sound WithLength(int moments)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(moments, 1);
        float[] samples = new float[checked(moments * Channels)];
        _samples.AsSpan(0, Math.Min(samples.Length, _samples.Length)).CopyTo(samples);
        return new Sound(SampleRate, Channels, samples);
    }

    /// <summary>The numbers, with shape [moments, channels].</summary>
    public Tensor ToTensor() => Tensor.Create(_samples, [Length, Channels]);

    /// <summary>Length, rate and channels.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Seconds:0.###} s, {SampleRate} Hz, {Channels} channel{(Channels == 1 ? "" : "s")}");
}

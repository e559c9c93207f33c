using System.Text;
using Hebb.Data.Sounds;

namespace Hebb.Data.Tests.Sounds;

/// <summary>Files are put together by hand from the format's description.</summary>
public sealed class SoundTests
{
    private static byte[] Wav(int kind, int channels, int bits, byte[] data, byte[]? before = null, byte[]? format = null)
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        writer.Write("RIFF"u8);
        writer.Write(0);
        writer.Write("WAVE"u8);
        writer.Write(before ?? []);
        writer.Write("fmt "u8);
        writer.Write(16 + (format?.Length ?? 0));
        writer.Write((short)kind);
        writer.Write((short)channels);
        writer.Write(8000);
        writer.Write(8000 * channels * bits / 8);
        writer.Write((short)(channels * bits / 8));
        writer.Write((short)bits);
        writer.Write(format ?? []);
        writer.Write("data"u8);
        writer.Write(data.Length);
        writer.Write(data);
        return stream.ToArray();
    }

    [Fact]
    public void Every_kind_of_sample_is_read()
    {
        Assert.Equal([-1, 0, 127 / 128f], Sound.Decode(Wav(1, 1, 8, [0, 128, 255])).Samples.ToArray());
        Assert.Equal([0.5f, -1, 1 / 32768f], Sound.Decode(Wav(1, 1, 16, [0, 0x40, 0, 0x80, 1, 0])).Samples.ToArray());
        Assert.Equal([0.5f, -1, -1 / 8388608f], Sound.Decode(Wav(1, 1, 24, [0, 0, 0x40, 0, 0, 0x80, 255, 255, 255])).Samples.ToArray());
        Assert.Equal([0.5f, -1], Sound.Decode(Wav(1, 1, 32, [0, 0, 0, 0x40, 0, 0, 0, 0x80])).Samples.ToArray());
        Assert.Equal([1.5f], Sound.Decode(Wav(3, 1, 32, BitConverter.GetBytes(1.5f))).Samples.ToArray());
        Assert.Equal([-0.25f], Sound.Decode(Wav(3, 1, 64, BitConverter.GetBytes(-0.25))).Samples.ToArray());
    }

    [Fact]
    public void Other_chunks_are_skipped_and_the_long_form_is_understood()
    {
        byte[] odd = [.. "LIST"u8, 3, 0, 0, 0, 1, 2, 3, 0];
        byte[] extension = new byte[24];
        (extension[0], extension[8]) = (22, 1); // PCM, in the last part of the long form
        Sound sound = Sound.Decode(Wav(0xFFFE, 2, 16, [0, 0x40, 0, 0x80], odd, extension));
        Assert.Equal((2, 1, 8000), (sound.Channels, sound.Length, sound.SampleRate));
        Assert.Equal([0.5f, -1], sound.Samples.ToArray());
    }

    [Fact]
    public void Stereo_becomes_mono_and_lengths_change()
    {
        Sound stereo = new(4, 2, [0.5f, 0.25f, -1, 0]);
        Assert.Equal([0.375f, -0.5f], stereo.ToMono().Samples.ToArray());
        Assert.Equal([0.5f, 0.25f, -1, 0, 0, 0], stereo.WithLength(3).Samples.ToArray());
        Assert.Equal([0.5f, 0.25f], stereo.WithLength(1).Samples.ToArray());
        Assert.Equal([2, 2], stereo.ToTensor().Shape.ToArray());
        Assert.Equal("0.5 s, 4 Hz, 2 channels", stereo.ToString());
    }

    [Theory]
    [InlineData(WavEncoding.Pcm8, 7)]
    [InlineData(WavEncoding.Pcm16, 15)]
    [InlineData(WavEncoding.Pcm24, 23)]
    [InlineData(WavEncoding.Pcm32, 24)]
    [InlineData(WavEncoding.Float32, 60)]
    public void What_is_written_reads_back_to_half_a_step(WavEncoding encoding, int bits)
    {
        Random random = new(1);
        float[] samples = [.. Enumerable.Range(0, 303).Select(_ => (float)((random.NextDouble() * 1.9) - 0.95))];
        string path = Path.Combine(Path.GetTempPath(), $"hebb-sound-{Guid.NewGuid():N}.wav");
        new Sound(44100, 3, samples).Save(path, encoding);
        Sound back = Sound.Load(path);
        File.Delete(path);
        Assert.Equal((3, 44100, 101), (back.Channels, back.SampleRate, back.Length));
        for (int i = 0; i < samples.Length; i++) { Assert.Equal(samples[i], back.Samples[i], Math.Pow(2, -bits - 1) * 1.001); }
    }

    [Theory]
    [InlineData("a.mp3")]
    [InlineData("a.flac")]
    [InlineData("a")]
    public void A_name_of_another_format_is_refused(string name)
    {
        Assert.Contains(".wav", Assert.Throws<ArgumentException>(() => new Sound(8000, 1, [0]).Save(name)).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(name));
    }

    [Fact]
    public void A_written_file_is_the_bytes_of_the_description() =>
        Assert.Equal(Wav(1, 1, 16, [0, 0x40, 255, 0x7F, 0, 0x80])[8..], new Sound(8000, 1, [0.5f, 2, -3]).ToWav()[8..]); // loud samples are cut off

    [Fact]
    public void Damage_is_named()
    {
        byte[] good = Wav(1, 2, 16, new byte[40]);
        for (int length = 0; length < good.Length; length++)
        {
            DataException wrong = Assert.Throws<DataException>(() => Sound.Decode(good[..length], "a.wav"));
            Assert.StartsWith("a.wav: The sound cannot be read: ", wrong.Message, StringComparison.Ordinal);
        }

        Assert.Contains("of kind 85 with 16 bits", Assert.Throws<DataException>(() => Sound.Decode(Wav(85, 1, 16, [0, 0]))).Message, StringComparison.Ordinal);
        Assert.Contains("0 channels", Assert.Throws<DataException>(() => Sound.Decode(Wav(1, 0, 16, [0, 0]))).Message, StringComparison.Ordinal);
        Assert.Contains(
            "RIFF", Assert.Throws<DataException>(() => Sound.Decode(Encoding.ASCII.GetBytes("ID3 and more than twelve"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_changed_byte_gives_a_sound_or_an_error()
    {
        byte[] good = Wav(1, 2, 24, new byte[60], [.. "LIST"u8, 3, 0, 0, 0, 1, 2, 3, 0]);
        for (int i = 0; i < good.Length; i++)
        {
            for (int value = 0; value < 256; value++)
            {
                byte[] damaged = [.. good];
                damaged[i] = (byte)value;
                try
                {
                    Assert.True(Sound.Decode(damaged, "x").Samples.Length <= 60);
                }
                catch (DataException wrong)
                {
                    Assert.Equal("x", wrong.File);
                }
            }
        }
    }
}

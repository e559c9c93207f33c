using System.Buffers.Binary;

namespace Hebb.Data.Sounds;

/// <summary>RIFF WAVE files: chunks of a name, a length and data; "fmt " says how the samples of "data" are stored.</summary>
internal static class WavFile
{
    private const int Pcm = 1, Float = 3, Extensible = 0xFFFE;

    /// <summary>Reads a file.</summary>
    public static Sound Read(byte[] bytes, string name)
    {
        DataException Wrong(string what) => new($"The sound cannot be read: {what}.", name);
        ReadOnlySpan<byte> file = bytes;
        if (file.Length < 12 || !file.StartsWith("RIFF"u8) || !file[8..].StartsWith("WAVE"u8))
        {
            throw Wrong("the file does not begin as a WAV file, RIFF … WAVE; convert it");
        }

        (int kind, int channels, int rate, int block, int bits) = (0, 0, 0, 0, 0);
        for (int position = 12; ;)
        {
            if (file.Length - position < 8) { throw Wrong("the file ends before its samples; get it again"); }
            ReadOnlySpan<byte> id = file.Slice(position, 4);
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(file[(position + 4)..]);
            position += 8;
            if (id.SequenceEqual("data"u8))
            {
                if (kind == 0) { throw Wrong("its samples come before their description"); }

                // Recorders that were cut off leave a length of 0 or -1 behind: then all that is left is samples.
                int size = length is 0 or uint.MaxValue ? file.Length - position
                    : length <= file.Length - position ? (int)length
                    : throw Wrong($"{length} bytes of samples are announced, but {file.Length - position} are there; get it again");
                ReadOnlySpan<byte> data = file.Slice(position, size - (size % block));
                return new Sound(rate, channels, Samples(data, kind, bits / 8));
            }

            if (length > file.Length - position) { throw Wrong("the file ends too early; get it again"); }
            if (id.SequenceEqual("fmt "u8))
            {
                ReadOnlySpan<byte> format = file.Slice(position, (int)length);
                if (format.Length < 16) { throw Wrong($"its description has {format.Length} bytes; expected at least 16"); }
                (kind, channels, block, bits) = (Short(format, 0), Short(format, 2), Short(format, 12), Short(format, 14));
                uint hertz = BinaryPrimitives.ReadUInt32LittleEndian(format[4..]);

                // The long form has the kind at the beginning of its last part.
                if (kind == Extensible && format.Length >= 40) { kind = Short(format, 24); }
                bool isKnown = (kind == Pcm && bits is 8 or 16 or 24 or 32) || (kind == Float && bits is 32 or 64);
                if (!isKnown)
                {
                    throw Wrong(
                        $"its samples are of kind {kind} with {bits} bits; PCM (1) of 8, 16, 24, 32 bits and floating point (3) of 32, 64 bits are supported");
                }

                if (channels < 1 || hertz is < 1 or > int.MaxValue || block != channels * bits / 8)
                {
                    throw Wrong($"its description says {channels} channels, {hertz} Hz, {block} bytes a moment");
                }

                rate = (int)hertz;
            }

            // Chunks begin at even bytes.
            position = (int)Math.Min(file.Length, position + length + (length & 1));
        }
    }

    /// <summary>The sound as a file.</summary>
    public static byte[] Write(Sound sound, WavEncoding encoding)
    {
        int bytes = encoding switch
        {
            WavEncoding.Pcm8 => 1,
            WavEncoding.Pcm16 => 2,
            WavEncoding.Pcm24 => 3,
            WavEncoding.Pcm32 or WavEncoding.Float32 => 4,
            _ => throw new ArgumentOutOfRangeException(nameof(encoding), encoding, "No such encoding."),
        };
        int block = sound.Channels * bytes, size = checked(sound.Samples.Length * bytes), padding = size & 1;
        byte[] file = new byte[checked(44 + size + padding)];
        "RIFF"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        "WAVEfmt "u8.CopyTo(file.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(16), 16);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(20), (ushort)(encoding == WavEncoding.Float32 ? Float : Pcm));
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(22), (ushort)sound.Channels);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(24), sound.SampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(28), checked(sound.SampleRate * block));
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(32), checked((ushort)block));
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(34), (ushort)(bytes * 8));
        "data"u8.CopyTo(file.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(40), size);
        for (int i = 0; i < sound.Samples.Length; i++)
        {
            Span<byte> target = file.AsSpan(44 + (i * bytes), bytes);
            if (encoding == WavEncoding.Float32)
            {
                BinaryPrimitives.WriteSingleLittleEndian(target, sound.Samples[i]);
                continue;
            }

            double full = 1L << ((bytes * 8) - 1);
            long value = (long)Math.Clamp(Math.Round(sound.Samples[i] * full, MidpointRounding.AwayFromZero), -full, full - 1) + (bytes == 1 ? 128 : 0);
            for (int b = 0; b < bytes; b++) { target[b] = (byte)(value >> (8 * b)); }
        }

        return file;
    }

    private static float[] Samples(ReadOnlySpan<byte> data, int kind, int bytes)
    {
        float[] samples = new float[data.Length / bytes];
        float full = 1L << ((bytes * 8) - 1);
        for (int i = 0; i < samples.Length; i++)
        {
            ReadOnlySpan<byte> source = data.Slice(i * bytes, bytes);
            samples[i] = (kind, bytes) switch
            {
                (Float, 4) => BinaryPrimitives.ReadSingleLittleEndian(source),
                (Float, _) => (float)BinaryPrimitives.ReadDoubleLittleEndian(source),
                (_, 1) => (source[0] - 128) / full,
                (_, 2) => BinaryPrimitives.ReadInt16LittleEndian(source) / full,
                (_, 3) => ((source[0] | (source[1] << 8)) | ((sbyte)source[2] << 16)) / full,
                _ => BinaryPrimitives.ReadInt32LittleEndian(source) / full,
            };
        }

        return samples;
    }

    private static int Short(ReadOnlySpan<byte> bytes, int position) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[position..]);
}

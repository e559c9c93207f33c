using System.Text;
using System.Text.Unicode;

namespace Hebb.Data.Reading;

/// <summary>Finds the encoding of a stream: byte order mark, UTF-16 without one, UTF-8 if every byte agrees, else Windows-1252.</summary>
internal static class EncodingSniffer
{
    private const int BlockSize = 1 << 20;

    /// <summary>Reads the stream until the encoding is certain: to the end for plain UTF-8.</summary>
    public static (Encoding Encoding, bool HasByteOrderMark) Detect(Stream stream)
    {
        // One byte more than the stream has, so that a block that is not full means the end.
        byte[] block = new byte[Math.Min(BlockSize, stream.Length + 1)];
        int length = stream.ReadAtLeast(block, block.Length, throwOnEndOfStream: false);
        ReadOnlySpan<byte> start = block.AsSpan(0, length);
        if (start.StartsWith("\uFEFF"u8))
        {
            return (Encoding.UTF8, true);
        }

        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
        {
            return (Encoding.Unicode, true);
        }

        if (start.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return (Encoding.BigEndianUnicode, true);
        }

        return (WithoutMark(start) ?? (IsUtf8(stream, block, length) ? Encoding.UTF8 : Encodings.Windows1252), false);
    }

    /// <summary>Whether text begins as UTF-16 does.</summary>
    public static bool IsUtf16(ReadOnlySpan<byte> start) =>
        start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || start.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) || WithoutMark(start) is not null;

    /// <summary>UTF-16 text in European languages has a zero in every second byte; no other text has zeros.</summary>
    private static Encoding? WithoutMark(ReadOnlySpan<byte> start)
    {
        int even = 0, odd = 0;
        start = start[..Math.Min(start.Length, 4096)];
        for (int i = 0; i < start.Length; i++)
        {
            if (start[i] == 0)
            {
                _ = i % 2 == 0 ? even++ : odd++;
            }
        }

        bool zeros = Math.Max(even, odd) > start.Length / 4 && Math.Min(even, odd) < Math.Max(even, odd) / 8 + 1;
        return !zeros ? null : even > odd ? Encoding.BigEndianUnicode : Encoding.Unicode;
    }

    private static bool IsUtf8(Stream stream, byte[] block, int length)
    {
        while (true)
        {
            // A character may be cut by the end of the block: its bytes are moved to the front of the next one.
            int cut = length == block.Length ? CutCharacter(block) : 0;
            if (!Utf8.IsValid(block.AsSpan(0, length - cut)))
            {
                return false;
            }

            if (length < block.Length)
            {
                return true;
            }

            block.AsSpan(length - cut).CopyTo(block);
            length = cut + stream.ReadAtLeast(block.AsSpan(cut), block.Length - cut, throwOnEndOfStream: false);
        }
    }

    /// <summary>How many bytes at the end belong to a character that is not complete.</summary>
    private static int CutCharacter(byte[] block)
    {
        for (int back = 1; back <= 3; back++)
        {
            byte lead = block[^back];
            int needed = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
            if (needed > 1)
            {
                return needed > back ? back : 0;
            }

            if (lead < 0x80)
            {
                return 0;
            }
        }

        return 0;
    }
}

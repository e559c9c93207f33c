using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Hebb.Data.Reading;

/// <summary>An encoding that was found.</summary>
/// <param name="Encoding">The encoding.</param>
/// <param name="HasByteOrderMark">Whether the text starts with a byte order mark.</param>
/// <param name="BadBytes">How many bytes of UTF-8 are none, and are read as U+FFFD.</param>
internal readonly record struct FoundEncoding(Encoding Encoding, bool HasByteOrderMark, long BadBytes = 0);

/// <summary>Finds the encoding of a stream: byte order mark, UTF-16 without one, UTF-8 if all or nearly all characters agree, else Windows-1252.</summary>
internal static class EncodingSniffer
{
    private const int BlockSize = 1 << 20;

    /// <summary>For each byte that is not UTF-8 there are at least so many characters beyond ASCII that are: pieces of other text hardly ever look like
    /// them.</summary>
    private const int GoodForBad = 20;
    private static readonly UTF32Encoding s_bigEndian = new(bigEndian: true, byteOrderMark: true);

    /// <summary>Reads the stream until the encoding is certain: to the end for plain UTF-8.</summary>
    public static FoundEncoding Detect(Stream stream)
    {
        long from = stream.Position;
        // One byte more than the stream has, so that a block that is not full means the end.
        byte[] block = new byte[Math.Min(BlockSize, stream.Length + 1)];
        int length = stream.ReadAtLeast(block, block.Length, throwOnEndOfStream: false);
        ReadOnlySpan<byte> start = block.AsSpan(0, length);
        if (Marked(start) is { } marked) { return new(marked, true); }
        if (WithoutMark(start) is { } wide) { return new(wide, false); }
        if (IsUtf8(stream, block, length)) { return new(Encoding.UTF8, false); }
        stream.Position = from;
        (long good, long bad) = Characters(stream, block);
        return good >= bad * GoodForBad ? new(Encoding.UTF8, false, bad) : new(Encodings.Windows1252, false);
    }

    /// <summary>Whether text begins as UTF-16 or UTF-32 does.</summary>
    public static bool IsWide(ReadOnlySpan<byte> start) => Marked(start) is not (null or UTF8Encoding) || WithoutMark(start) is not null;

    /// <summary>The encoding that a byte order mark tells.</summary>
    private static Encoding? Marked(ReadOnlySpan<byte> start) =>
        start.StartsWith("\uFEFF"u8) ? Encoding.UTF8
        : start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]) ? Encoding.UTF32
        : start.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF]) ? s_bigEndian
        : start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) ? Encoding.Unicode
        : start.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? Encoding.BigEndianUnicode : null;

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

    /// <summary>How many characters beyond ASCII are UTF-8, and how many bytes are not.</summary>
    private static (long Good, long Bad) Characters(Stream stream, byte[] block)
    {
        (long good, long bad) = (0, 0);
        int length = stream.ReadAtLeast(block, block.Length, throwOnEndOfStream: false);
        while (true)
        {
            int cut = length == block.Length ? CutCharacter(block) : 0;
            ReadOnlySpan<byte> rest = block.AsSpan(0, length - cut);
            for (int at; (at = rest.IndexOfAnyInRange((byte)0x80, (byte)0xFF)) >= 0;)
            {
                bool isGood = Rune.DecodeFromUtf8(rest[at..], out _, out int bytes) == OperationStatus.Done;
                good += isGood ? 1 : 0;
                bad += isGood ? 0 : bytes;
                rest = rest[(at + bytes)..];
            }

            if (length < block.Length) { return (good, bad); }
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

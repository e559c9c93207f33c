using System.Buffers.Binary;
using System.Text;

namespace Hebb.Formats.Hdf5;

/// <summary>A position that moves through a range of an HDF5 file and never leaves it.</summary>
internal struct Cursor(Hdf5Image image, long position, long end)
{
    private const int MostText = 1 << 28;

    private static readonly UTF8Encoding s_strictText = new(false, throwOnInvalidBytes: true);

    private long _position = position;

    /// <summary>The file.</summary>
    public readonly Hdf5Image Image => image;

    /// <summary>Position in the file, in bytes from its base address.</summary>
    public readonly long Position => _position;

    /// <summary>Bytes left in the range.</summary>
    public readonly long Left => end - _position;

    /// <summary>The next byte.</summary>
    public byte U8() => Take(1).Span[0];

    /// <summary>The next two bytes as a number.</summary>
    public int U16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2).Span);

    /// <summary>The next four bytes as a number.</summary>
    public uint U32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4).Span);

    /// <summary>The next eight bytes as a number: a length or an address.</summary>
    public ulong U64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8).Span);

    /// <summary>The next 1, 2, 4 or 8 bytes as a number.</summary>
    public ulong Unsigned(int size) => size switch
    {
        1 => U8(),
        2 => (ulong)U16(),
        4 => U32(),
        _ => U64(),
    };

    /// <summary>The next bytes.</summary>
    public ReadOnlyMemory<byte> Take(long length)
    {
        long start = _position;
        Skip(length);
        return length <= Array.MaxLength
            ? image.Slice(start, (int)length)
            : throw image.Error(start, $"a structure of {length} bytes", "less than 2 GiB");
    }

    /// <summary>A cursor over the next bytes, which this one skips.</summary>
    public Cursor Part(long length)
    {
        long start = _position;
        Skip(length);
        return new(image, start, _position);
    }

    /// <summary>Skips bytes.</summary>
    public void Skip(long length)
    {
        if ((ulong)length > (ulong)Left) { throw Error($"{Left} bytes", $"{length} more bytes"); }
        _position += length;
    }

    /// <summary>Skips bytes of padding after a field, which the end of the range may cut short.</summary>
    public void Pad(long length) => Skip(Math.Min((8 - (length & 7)) & 7, Left));

    /// <summary>Skips a signature.</summary>
    public void Expect(ReadOnlySpan<byte> signature)
    {
        if (Left < signature.Length || !Peek(signature.Length).SequenceEqual(signature))
        {
            string found = Convert.ToHexString(Peek(signature.Length));
            throw Error($"0x{found}", $"the signature {Encoding.ASCII.GetString(signature)}");
        }

        Skip(signature.Length);
    }

    /// <summary>The next bytes as they are, without moving.</summary>
    public readonly ReadOnlySpan<byte> Peek(int length) => image.Slice(_position, (int)Math.Min(length, Left)).Span;

    /// <summary>Text up to a zero byte, which must lie within the range; pays for its length.</summary>
    public string ZeroTerminated()
    {
        int length = -1;
        for (int seen = 64; length < 0; seen *= 2)
        {
            length = Peek(seen).IndexOf((byte)0);
            if (length < 0 && (seen >= Left || seen > MostText)) { throw Error("a name without end", "a zero byte behind the name"); }
        }

        image.Spend(length + 1);
        string text = Text(length);
        Skip(1);
        return text;
    }

    /// <summary>The next bytes as text; zero bytes at the end are padding.</summary>
    public string Text(int length)
    {
        long start = _position;
        ReadOnlySpan<byte> bytes = Take(length).Span.TrimEnd((byte)0);
        try
        {
            return s_strictText.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw image.Error(start, "text that is not UTF-8", "ASCII or UTF-8");
        }
    }

    /// <summary>The exception for something unexpected here.</summary>
    public readonly FileFormatException Error(string found, string expected) => image.Error(_position, found, expected);
}

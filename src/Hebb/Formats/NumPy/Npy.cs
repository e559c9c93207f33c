using System.Text;

namespace Hebb.Formats.NumPy;

/// <summary>NumPy's files of one array, <c>.npy</c>, versions 1 to 3. Arrays of Python objects are refused: they would run code.</summary>
public static class Npy
{
    private const int MaxHeader = 1 << 16;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads a file.</summary>
    /// <exception cref="FileFormatException">The file is damaged, or holds what is not read.</exception>
    public static StoredArray Read(string path) => Read(FileBytes.Open(path), Path.GetFileName(path));

    /// <summary>Reads a stream from its position to its end.</summary>
    /// <exception cref="FileFormatException">The file is damaged, or holds what is not read.</exception>
    public static StoredArray Read(Stream stream) => Read(FileBytes.Open(stream, "npy stream"), "npy stream");

    /// <summary>Reads a file in memory; <paramref name="name"/> is what error messages call it.</summary>
    /// <exception cref="FileFormatException">The file is damaged, or holds what is not read.</exception>
    public static StoredArray Read(ReadOnlyMemory<byte> bytes, string name = "npy file") => Read(ByteSource.Of(bytes), name);

    /// <summary>Reads a file, of which the data are read when they are asked for.</summary>
    internal static StoredArray Read(ByteSource bytes, string name)
    {
        ReadOnlySpan<byte> span = bytes.Peek(12 + MaxHeader);
        if (span.Length < 10 || !span.StartsWith(Magic)) { throw Error(name, "other bytes at the start", "the signature of npy, \\x93NUMPY"); }
        int version = span[6];
        if (version is < 1 or > 3) { throw Error(name, $"version {version}", "version 1 to 3"); }
        int start = version == 1 ? 10 : 12;
        if (span.Length < start) { throw Error(name, $"{span.Length} bytes", "a header"); }
        long length = version == 1 ? BitConverter.ToUInt16(span[8..]) : BitConverter.ToUInt32(span[8..]);
        if (length > Math.Min(MaxHeader, span.Length - start)) { throw Error(name, $"a header of {length} bytes", $"at most {MaxHeader}, within the file"); }

        NpyHeader header = NpyHeader.Parse(Encoding.UTF8.GetString(span.Slice(start, (int)length)), name);
        long data = start + length;
        return header.Array(bytes.Part(data, bytes.Length - data), name);
    }

    /// <summary>Writes a file, replacing an old one only when the new one is complete.</summary>
    /// <exception cref="ArgumentException">The name does not end in .npy.</exception>
    public static void Write(string path, StoredArray array)
    {
        FileEnding.Of(path, "Npy.Write");
        AtomicFile.Write(path, stream => Write(stream, array));
    }

    /// <summary>Writes an array as NumPy does.</summary>
    public static void Write(Stream stream, StoredArray array)
    {
        ArgumentNullException.ThrowIfNull(stream);
        foreach (ReadOnlyMemory<byte> part in Build(array)) { stream.Write(part.Span); }
    }

    /// <summary>The header and the data of a file.</summary>
    internal static ReadOnlyMemory<byte>[] Build(StoredArray array)
    {
        ArgumentNullException.ThrowIfNull(array);
        (string descr, ReadOnlyMemory<byte> data) =
            array.Type == ElementType.Text ? NpyText.Encode(array.ReadStrings()) : (NpyHeader.Descr(array.Type), array.Bytes());
        string header = $"{{'descr': '{descr}', 'fortran_order': False, 'shape': {array.Shape}, }}";

        // The data begin at a multiple of 64 bytes, and NumPy leaves room for the first extent to grow to 21 digits.
        int used = 10 + header.Length + 1 + (array.Shape.Rank > 0 ? 21 - array.Shape[0].ToString().Length : 0);
        int total = (used + 63) / 64 * 64;
        byte[] head = new byte[total];
        Magic.CopyTo(head);
        head[6] = 1;
        BitConverter.TryWriteBytes(head.AsSpan(8), (ushort)(total - 10));
        head.AsSpan(10).Fill((byte)' ');
        Encoding.ASCII.GetBytes(header, head.AsSpan(10));
        head[^1] = (byte)'\n';
        return [head, data];
    }

    internal static FileFormatException Error(string name, string found, string expected) => new($"{name}: found {found}; expected {expected}.");
}

using System.Buffers.Binary;
using System.IO.Compression;

namespace Hebb.Formats.Hdf5;

/// <summary>What was done to the bytes of chunks before they were written, in that order.</summary>
internal sealed class Filters
{
    private const int Deflate = 1;
    private const int Shuffle = 2;
    private const int Fletcher32 = 3;

    // Deflate cannot do better than about 1032 to 1, so a chunk that declares more is refused before it is allocated.
    private const int MaxRatio = 1032;

    private readonly List<int> _filters = [];
    private readonly int _elementSize;
    private readonly string _fileName;

    private Filters(int elementSize, string fileName) => (_elementSize, _fileName) = (elementSize, fileName);

    /// <summary>Reads the list of filters; unknown ones are refused by name.</summary>
    public static Filters Read(Cursor? message, int elementSize)
    {
        if (message is not { } body) { return new(elementSize, ""); }
        Filters filters = new(elementSize, body.Image.Name);
        int version = body.U8();
        if (version is not (1 or 2)) { throw body.Error($"filter version {version}", "version 1 or 2"); }
        int count = body.U8();
        if (version == 1) { body.Skip(6); }
        for (int i = 0; i < count; i++)
        {
            int id = body.U16();
            int nameLength = version == 1 || id >= 256 ? body.U16() : 0;
            body.Skip(2);
            int values = body.U16();
            body.Skip(version == 1 ? (nameLength + 7) / 8 * 8 : nameLength);
            body.Skip(4L * values);
            if (version == 1 && values % 2 == 1) { body.Skip(4); }
            if (id is not (Deflate or Shuffle or Fletcher32))
            {
                throw body.Error($"filter {Name(id)}", "gzip, shuffle or fletcher32; save the file with compression='gzip' or none");
            }

            filters._filters.Add(id);
        }

        return filters._filters.Count <= 8 ? filters : throw body.Error($"{count} filters", "at most 8");
    }

    /// <summary>The bytes of a chunk as they were before the filters.</summary>
    public ReadOnlySpan<byte> Decode(ReadOnlyMemory<byte> stored, int length, uint skipped, string dataset)
    {
        ReadOnlyMemory<byte> bytes = stored;
        for (int i = _filters.Count - 1; i >= 0; i--)
        {
            if ((skipped >> i & 1) != 0) { continue; }
            bytes = _filters[i] switch
            {
                Deflate => Inflate(bytes, length + (4 * _filters[..i].Count(id => id == Fletcher32)), dataset),
                Shuffle => Unshuffle(bytes.Span),
                _ => CheckFletcher32(bytes, dataset),
            };
        }

        return bytes.Length == length ? bytes.Span : throw Error(dataset, $"a chunk of {bytes.Length} bytes", $"{length} bytes");
    }

    private byte[] Inflate(ReadOnlyMemory<byte> compressed, int length, string dataset)
    {
        if (length > (long)compressed.Length * MaxRatio)
        {
            throw Error(dataset, $"a chunk of {length} bytes compressed to {compressed.Length}", $"a ratio of at most {MaxRatio}");
        }

        byte[] bytes = new byte[length];
        using ZLibStream stream = new(new MemoryStream(compressed.ToArray()), CompressionMode.Decompress);
        try
        {
            int read = stream.ReadAtLeast(bytes, length, throwOnEndOfStream: false);
            return read == length && stream.ReadByte() < 0 ? bytes : throw Error(dataset, "a compressed chunk of another length", $"{length} bytes");
        }
        catch (Exception damage) when (damage is InvalidDataException or IOException)
        {
            throw new FileFormatException($"{_fileName}, dataset '{dataset}': found a damaged gzip chunk; expected {length} bytes.", damage);
        }
    }

    // Shuffled data hold the first bytes of all elements, then the second bytes of all, and so on; what is left over stays in place.
    private byte[] Unshuffle(ReadOnlySpan<byte> shuffled)
    {
        byte[] bytes = shuffled.ToArray();
        int count = shuffled.Length / _elementSize;
        for (int part = 0; part < _elementSize; part++)
        {
            ReadOnlySpan<byte> from = shuffled.Slice(part * count, count);
            for (int i = 0; i < from.Length; i++) { bytes[(i * _elementSize) + part] = from[i]; }
        }

        return bytes;
    }

    private ReadOnlyMemory<byte> CheckFletcher32(ReadOnlyMemory<byte> bytes, string dataset)
    {
        if (bytes.Length < 4) { throw Error(dataset, $"a chunk of {bytes.Length} bytes", "data and a checksum"); }
        ReadOnlyMemory<byte> data = bytes[..^4];
        uint stored = BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[^4..]);
        return stored == Fletcher(data.Span) ? data : throw Error(dataset, "a checksum that does not match its chunk", "undamaged data");
    }

    // Fletcher's checksum over 16-bit big-endian words; carries are folded back, so that only zeros sum to zero.
    private static uint Fletcher(ReadOnlySpan<byte> data)
    {
        uint low = 0;
        uint high = 0;
        for (int i = 0; i < data.Length; i += 2)
        {
            low = Fold(low + ((uint)data[i] << 8) + (i + 1 < data.Length ? data[i + 1] : 0u));
            high = Fold(high + low);
        }

        return (high << 16) | low;
    }

    private static uint Fold(uint sum) => (sum & 0xFFFF) + (sum >> 16);

    private FileFormatException Error(string dataset, string found, string expected) =>
        new($"{_fileName}, dataset '{dataset}': found {found}; expected {expected}.");

    private static string Name(int id) => id switch
    {
        4 => "szip",
        5 => "nbit",
        6 => "scaleoffset",
        32000 => "lzf",
        32001 => "blosc",
        32004 => "lz4",
        32015 => "zstd",
        _ => $"number {id}",
    };
}

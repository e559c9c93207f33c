using System.Buffers.Binary;
using System.Text.Json;

namespace Hebb.Formats;

/// <summary>Files of named arrays without code, <c>.safetensors</c>: a header in JSON, then the data without gaps.</summary>
public static class Safetensors
{
    private const int MaxHeader = 100_000_000;
    private const int LengthSize = 8;
    private const string MetadataName = "__metadata__";

    /// <summary>Reads a file; arrays are in the order of their data.</summary>
    /// <exception cref="FileFormatException">The file is damaged, or holds what is not read.</exception>
    public static OrderedDictionary<string, StoredArray> Read(string path) => Read(FileBytes.Open(path), Path.GetFileName(path));

    /// <summary>Reads a stream from its position to its end.</summary>
    /// <exception cref="FileFormatException">The file is damaged, or holds what is not read.</exception>
    public static OrderedDictionary<string, StoredArray> Read(Stream stream) => Read(FileBytes.Open(stream, "safetensors stream"), "safetensors stream");

    /// <summary>Reads a file in memory; <paramref name="name"/> is what error messages call it.</summary>
    /// <exception cref="FileFormatException">The file is damaged, or holds what is not read.</exception>
    public static OrderedDictionary<string, StoredArray> Read(ReadOnlyMemory<byte> bytes, string name = "safetensors file") => Read(ByteSource.Of(bytes), name);

    /// <summary>Reads a file, of which the data are read when they are asked for.</summary>
    /// <exception cref="FileFormatException">The file is damaged, or holds what is not read.</exception>
    internal static OrderedDictionary<string, StoredArray> Read(ByteSource bytes, string name)
    {
        if (bytes.Length < LengthSize) { throw Error(name, $"{bytes.Length} bytes", "a header"); }
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(bytes.Peek(LengthSize));
        if (length > (ulong)Math.Min(MaxHeader, bytes.Length - LengthSize))
        {
            throw Error(name, $"a header of {length} bytes", $"at most {MaxHeader}, within the {bytes.Length} bytes of the file");
        }

        ReadOnlyMemory<byte> header = bytes.Read(LengthSize, (int)length);
        if (!header.Span.StartsWith("{"u8)) { throw Error(name, "a header that does not start with {", "JSON"); }
        long start = LengthSize + (long)length;
        return ReadArrays(header, bytes.Part(start, bytes.Length - start), name);
    }

    /// <summary>Writes a file, replacing an old one only when the new one is complete.</summary>
    /// <exception cref="ArgumentException">The name does not end in .safetensors, or an array cannot be written.</exception>
    public static void Write(string path, IEnumerable<KeyValuePair<string, StoredArray>> arrays)
    {
        FileEnding.Of(path, "Safetensors.Write");
        AtomicFile.Write(path, stream => Write(stream, arrays));
    }

    /// <summary>Writes arrays of numbers, the widest elements first so that all are aligned; equal arrays give equal bytes.</summary>
    /// <exception cref="ArgumentException">A name is used twice or reserved, or an array holds text.</exception>
    public static void Write(Stream stream, IEnumerable<KeyValuePair<string, StoredArray>> arrays)
    {
        ArgumentNullException.ThrowIfNull(stream);
        foreach (ReadOnlyMemory<byte> part in Build(arrays)) { stream.Write(part.Span); }
    }

    /// <summary>The header and the data of a file.</summary>
    internal static IReadOnlyList<ReadOnlyMemory<byte>> Build(IEnumerable<KeyValuePair<string, StoredArray>> arrays)
    {
        ArgumentNullException.ThrowIfNull(arrays);
        List<KeyValuePair<string, StoredArray>> given = [.. arrays];
        if (given.Count > SafetensorsEntry.MaxArrays)
        {
            throw new ArgumentException($"{given.Count} arrays are more than the {SafetensorsEntry.MaxArrays} that are read again; write several files.");
        }

        HashSet<string> names = [];
        foreach ((string name, StoredArray array) in given)
        {
            if (name == MetadataName || !names.Add(name))
            {
                throw new ArgumentException($"The name '{name}' is reserved or used twice; give every array a name of its own.");
            }

            if (array.Type == ElementType.Text)
            {
                throw new ArgumentException($"The array '{name}' holds text; safetensors files hold numbers and booleans only.");
            }
        }

        (string Name, StoredArray Array, ReadOnlyMemory<byte> Data)[] sorted =
        [
            .. given.OrderByDescending(pair => Elements.Size(pair.Value.Type)).ThenBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => (pair.Key, pair.Value, pair.Value.Bytes())),
        ];
        return [Header(sorted), .. sorted.Select(array => array.Data)];
    }

    private static byte[] Header((string Name, StoredArray Array, ReadOnlyMemory<byte> Data)[] arrays)
    {
        using MemoryStream text = new();
        using (Utf8JsonWriter json = new(text))
        {
            long offset = 0;
            json.WriteStartObject();
            foreach ((string name, StoredArray array, ReadOnlyMemory<byte> data) in arrays)
            {
                json.WriteStartObject(name);
                json.WriteString("dtype", SafetensorsEntry.TypeName(array.Type));
                json.WriteStartArray("shape");
                foreach (int extent in array.Shape) { json.WriteNumberValue(extent); }
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                json.WriteNumberValue(offset += data.Length);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        if (text.Length > MaxHeader)
        {
            throw new ArgumentException($"The header takes {text.Length} bytes; at most {MaxHeader} are read again. Shorten the names.");
        }

        byte[] header = new byte[LengthSize + ((text.Length + 7) & ~7)];
        header.AsSpan().Fill((byte)' ');
        BinaryPrimitives.WriteInt64LittleEndian(header, header.Length - LengthSize);
        text.ToArray().CopyTo(header, LengthSize);
        return header;
    }

    private static OrderedDictionary<string, StoredArray> ReadArrays(ReadOnlyMemory<byte> header, ByteSource data, string name)
    {
        List<SafetensorsEntry> entries;
        try
        {
            entries = SafetensorsEntry.ReadAll(header.Span, name);
        }
        catch (Exception damage) when (damage is JsonException or InvalidOperationException or FormatException)
        {
            throw new FileFormatException(
                $"{name}: found a header that is not the JSON of safetensors ({damage.Message}); expected dtype, shape and data_offsets for every array.",
                damage);
        }

        // The data of all arrays must tile the file: no gap where something could hide, no byte used twice.
        OrderedDictionary<string, StoredArray> arrays = [];
        long position = 0;
        foreach (SafetensorsEntry entry in entries.OrderBy(entry => entry.Start).ThenBy(entry => entry.End))
        {
            if (entry.Start != position || entry.End < position || entry.End > data.Length || entry.End - entry.Start != entry.Length)
            {
                throw Error(
                    name,
                    $"array '{entry.Name}' of {entry.Length} bytes from {entry.Start} to {entry.End}",
                    $"its bytes to start at {position}, within the {data.Length} bytes of data");
            }

            if (entry.Length > Array.MaxLength) { throw Error(name, $"array '{entry.Name}' of {entry.Length} bytes", "less than 2 GiB for each array"); }
            position = entry.End;
            if (!arrays.TryAdd(entry.Name, new(entry.Shape, entry.Type, () => data.Read(entry.Start, (int)entry.Length))))
            {
                throw Error(name, $"two arrays named '{entry.Name}'", "names used once");
            }
        }

        return position == data.Length ? arrays : throw Error(name, $"{data.Length - position} bytes behind the last array", "none");
    }

    internal static FileFormatException Error(string name, string found, string expected) => new($"{name}: found {found}; expected {expected}.");
}

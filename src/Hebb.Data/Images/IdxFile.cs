using System.Buffers.Binary;
using System.IO.Compression;
using Hebb.Formats;
using Hebb.Tensors;

namespace Hebb.Data.Images;

/// <summary>
/// IDX files, as MNIST has them: two zeros, a type, the number of axes, their lengths as 4 bytes each, then the numbers, all with the high byte first. Files
/// compressed with gzip are recognised by their first bytes.
/// </summary>
public static class IdxFile
{
    private const int MostAxes = 8;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, compressed or not.</param>
    /// <exception cref="DataException">The file is no IDX file, is damaged or too large.</exception>
    public static StoredArray Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] file = File.ReadAllBytes(path);
        try
        {
            if (file is not [0x1F, 0x8B, ..]) { return Read(new MemoryStream(file), file.Length, path); }
            using GZipStream inflating = new(new MemoryStream(file), CompressionMode.Decompress);

            // Deflate makes at most 1032 bytes of one.
            return Read(inflating, file.Length * 1032L, path);
        }
        catch (Exception wrong) when (wrong is InvalidDataException or IOException) // zlib reports some damage as the latter
        {
            throw new DataException($"The gzip data are damaged. Get the file again.", path, value: wrong.Message);
        }
    }

    /// <summary>Writes an array of bytes, replacing an older file only when the new one is complete; compressed if the name ends in .gz.</summary>
    /// <param name="path">The file.</param>
    /// <param name="shape">The shape; as many bytes as <paramref name="values"/> has.</param>
    /// <param name="values">The bytes.</param>
    /// <exception cref="ArgumentException">The shape needs another number of bytes.</exception>
    public static void Write(string path, Shape shape, ReadOnlyMemory<byte> values)
    {
        if (shape.Size != values.Length)
        {
            throw new ArgumentException($"Shape {shape} needs {shape.Size} bytes, but {values.Length} were given.", nameof(values));
        }

        byte[] header = new byte[4 + (4 * shape.Rank)];
        (header[2], header[3]) = (0x08, (byte)shape.Rank);
        for (int i = 0; i < shape.Rank; i++) { BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + (4 * i)), shape[i]); }
        AtomicFile.Write(path, stream =>
        {
            using GZipStream? packed = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new(stream, CompressionLevel.Optimal, leaveOpen: true) : null;
            Stream target = packed ?? stream;
            target.Write(header);
            target.Write(values.Span);
        });
    }

    private static StoredArray Read(Stream stream, long most, string path)
    {
        byte[] magic = new byte[4];
        Fill(stream, magic, path);
        (ElementType type, int size) = Type(magic[2]);
        if (magic[0] != 0 || magic[1] != 0 || size == 0 || magic[3] is 0 or > MostAxes)
        {
            throw new DataException(
                $"The file begins with {Convert.ToHexString(magic)}. Expected an IDX file: 0000, a type (08, 09, 0B to 0E) and 1 to {MostAxes} axes.", path);
        }

        byte[] lengths = new byte[4 * magic[3]];
        Fill(stream, lengths, path);
        int[] axes = new int[magic[3]];
        long count = 1;
        for (int i = 0; i < axes.Length; i++)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(lengths.AsSpan(4 * i));
            if (length > int.MaxValue || (Int128)count * length * size > most) { throw Truncated(path); }
            count *= length;
            axes[i] = (int)length;
        }

        if (count * size > Array.MaxLength)
        {
            throw new DataException($"The file says it holds {count} numbers of {size} bytes; at most 2 GB are read.", path);
        }

        byte[] values = new byte[count * size];
        Fill(stream, values, path);
        if (stream.ReadByte() >= 0)
        {
            throw new DataException(
                $"The file holds more than the {count} numbers of shape [{string.Join(", ", axes)}] that it announces. Get the file again.", path);
        }

        return ToArray(type, Shape.Create(axes), values, size);
    }

    private static StoredArray ToArray(ElementType type, Shape shape, byte[] values, int size)
    {
        for (int i = 0; size > 1 && i < values.Length; i += size) { values.AsSpan(i, size).Reverse(); }
        return type switch
        {
            ElementType.UInt8 => StoredArray.Of<byte>(shape, values),
            ElementType.Int8 => StoredArray.Of<sbyte>(shape, Cast<sbyte>(values)),
            ElementType.Int16 => StoredArray.Of<short>(shape, Cast<short>(values)),
            ElementType.Int32 => StoredArray.Of<int>(shape, Cast<int>(values)),
            ElementType.Float32 => StoredArray.Of<float>(shape, Cast<float>(values)),
            _ => StoredArray.Of<double>(shape, Cast<double>(values)),
        };
    }

    private static T[] Cast<T>(byte[] values) where T : unmanaged => System.Runtime.InteropServices.MemoryMarshal.Cast<byte, T>(values).ToArray();

    private static (ElementType Type, int Size) Type(byte code) => code switch
    {
        0x08 => (ElementType.UInt8, 1),
        0x09 => (ElementType.Int8, 1),
        0x0B => (ElementType.Int16, 2),
        0x0C => (ElementType.Int32, 4),
        0x0D => (ElementType.Float32, 4),
        0x0E => (ElementType.Float64, 8),
        _ => default,
    };

    private static void Fill(Stream stream, byte[] bytes, string path)
    {
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length) { throw Truncated(path); }
    }

    private static DataException Truncated(string path) => new("The file ends too early for what its header announces. Get the file again.", path);
}

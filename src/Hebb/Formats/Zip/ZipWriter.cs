using System.Text;

namespace Hebb.Formats.Zip;

/// <summary>Writes zip files of stored members with a fixed date, so that equal contents give equal bytes.</summary>
internal sealed class ZipWriter(Stream stream)
{
    // 1 January 1980, the first date zip knows.
    private const ushort FixedDate = (1 << 5) | 1;
    private const byte Version = 20;
    private const ushort Utf8Names = 1 << 11;

    private readonly List<byte[]> _directory = [];
    private long _position;

    /// <summary>Appends a member whose contents are some parts of memory.</summary>
    /// <exception cref="ArgumentException">The file would be larger than zip files without extensions can be.</exception>
    public void Add(string name, IReadOnlyList<ReadOnlyMemory<byte>> parts)
    {
        long length = 0;
        uint checksum = 0;
        foreach (ReadOnlyMemory<byte> part in parts)
        {
            length += part.Length;
            checksum = Crc32.Append(checksum, part.Span);
        }

        byte[] nameBytes = Encoding.UTF8.GetBytes(name);
        if (_position + length + nameBytes.Length + 30 >= uint.MaxValue || _directory.Count == ushort.MaxValue - 1)
        {
            throw new ArgumentException($"With '{name}' of {length} bytes the archive passes 4 GiB or 65534 members; split it into several.");
        }

        byte[] common = Common(checksum, (uint)length, nameBytes.Length);
        byte[] start = BitConverter.GetBytes((uint)_position);
        _directory.Add([.. "PK\x1\x2"u8, Version, 0, .. common, .. new byte[10], .. start, .. nameBytes]);

        Write("PK\x3\x4"u8);
        Write(common);
        Write(nameBytes);
        foreach (ReadOnlyMemory<byte> part in parts) { Write(part.Span); }
    }

    /// <summary>Writes the directory; nothing can be added behind it.</summary>
    public void Finish()
    {
        long start = _position;
        foreach (byte[] entry in _directory) { Write(entry); }
        long length = _position - start;
        using BinaryWriter end = new(stream, Encoding.UTF8, leaveOpen: true);
        end.Write(0x06054B50u);
        end.Write(0u);
        end.Write((ushort)_directory.Count);
        end.Write((ushort)_directory.Count);
        end.Write((uint)length);
        end.Write((uint)start);
        end.Write((ushort)0);
    }

    // What the head of a member and its entry in the directory have in common, from the version needed to the length of extras.
    private static byte[] Common(uint checksum, uint length, int nameLength)
    {
        using MemoryStream bytes = new();
        using BinaryWriter writer = new(bytes);
        writer.Write((ushort)Version);
        writer.Write(Utf8Names);
        writer.Write((ushort)0);
        writer.Write((ushort)0);
        writer.Write(FixedDate);
        writer.Write(checksum);
        writer.Write(length);
        writer.Write(length);
        writer.Write((ushort)nameLength);
        writer.Write((ushort)0);
        return bytes.ToArray();
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        stream.Write(bytes);
        _position += bytes.Length;
    }
}

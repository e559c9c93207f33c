using System.Text;

namespace Hebb.Formats.Zip;

/// <summary>
/// Writes zip files of stored members with a fixed date, so that equal contents give equal bytes. Numbers that do not fit 32 bits are written as the extension
/// of large files has it, which Python's zipfile and others read.
/// </summary>
/// <param name="stream">Where to write.</param>
/// <param name="limit">The first size and place that is written as the extension has it; smaller ones are for tests.</param>
internal sealed class ZipWriter(Stream stream, uint limit = uint.MaxValue)
{
    // 1 January 1980, the first date zip knows.
    private const ushort FixedDate = (1 << 5) | 1;
    private const byte Version = 20, LargeVersion = 45;
    private const ushort Utf8Names = 1 << 11;

    private readonly List<byte[]> _directory = [];
    private long _position;

    /// <summary>Appends a member whose contents are some parts of memory.</summary>
    /// <exception cref="ArgumentException">There are more members than are read again.</exception>
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
        if (_directory.Count == ZipReader.MaxMembers)
        {
            throw new ArgumentException($"With '{name}' the archive passes {ZipReader.MaxMembers} members, which are not read again; split it into several.");
        }

        bool isLarge = length >= limit, isFar = _position >= limit;
        byte[] sizes = isLarge ? [.. BitConverter.GetBytes(length), .. BitConverter.GetBytes(length)] : [];
        byte[] place = isFar ? BitConverter.GetBytes(_position) : [], start = BitConverter.GetBytes(isFar ? uint.MaxValue : (uint)_position);
        byte[] head = Extra(sizes), entry = Extra([.. sizes, .. place]);
        byte version = isLarge || isFar ? LargeVersion : Version;
        uint stored = isLarge ? uint.MaxValue : (uint)length;
        _directory.Add(
        [
            .. "PK\x1\x2"u8, version, 0, .. Common(version, checksum, stored, nameBytes.Length, entry.Length), .. new byte[10], .. start,
            .. nameBytes, .. entry,
        ]);

        Write("PK\x3\x4"u8);
        Write(Common(version, checksum, stored, nameBytes.Length, head.Length));
        Write(nameBytes);
        Write(head);
        foreach (ReadOnlyMemory<byte> part in parts) { Write(part.Span); }
    }

    /// <summary>Writes the directory; nothing can be added behind it.</summary>
    public void Finish()
    {
        long start = _position;
        foreach (byte[] entry in _directory) { Write(entry); }
        long length = _position - start;
        using BinaryWriter end = new(stream, Encoding.UTF8, leaveOpen: true);
        if (start >= limit || length >= limit || _directory.Count >= ushort.MaxValue)
        {
            WriteLargeEnd(end, start, length);
        }

        ushort count = (ushort)Math.Min(_directory.Count, ushort.MaxValue);
        end.Write(0x06054B50u);
        end.Write(0u);
        end.Write(count);
        end.Write(count);
        end.Write(length >= limit ? uint.MaxValue : (uint)length);
        end.Write(start >= limit ? uint.MaxValue : (uint)start);
        end.Write((ushort)0);
    }

    private void WriteLargeEnd(BinaryWriter end, long start, long length)
    {
        const long SizeBehind = 44;
        end.Write(0x06064B50u);
        end.Write(SizeBehind);
        end.Write((ushort)LargeVersion);
        end.Write((ushort)LargeVersion);
        end.Write(0L);
        end.Write((long)_directory.Count);
        end.Write((long)_directory.Count);
        end.Write(length);
        end.Write(start);

        end.Write(0x07064B50u);
        end.Write(0u);
        end.Write(start + length);
        end.Write(1u);
    }

    private static byte[] Extra(byte[] numbers) => numbers.Length == 0 ? [] : [1, 0, (byte)numbers.Length, 0, .. numbers];

    // What the head of a member and its entry in the directory have in common, from the version needed to the length of extras.
    private static byte[] Common(byte version, uint checksum, uint length, int nameLength, int extraLength)
    {
        using MemoryStream bytes = new();
        using BinaryWriter writer = new(bytes);
        writer.Write((ushort)version);
        writer.Write(Utf8Names);
        writer.Write((ushort)0);
        writer.Write((ushort)0);
        writer.Write(FixedDate);
        writer.Write(checksum);
        writer.Write(length);
        writer.Write(length);
        writer.Write((ushort)nameLength);
        writer.Write((ushort)extraLength);
        return bytes.ToArray();
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        stream.Write(bytes);
        _position += bytes.Length;
    }
}

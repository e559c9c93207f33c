using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Hebb.Formats.Zip;

/// <summary>
/// Reads zip files, also those above 4 GiB; nothing is ever unpacked to a disk. Members may be stored or deflated, may expand a hundredfold at
/// most, and may not overlap.
/// </summary>
internal sealed class ZipReader
{
    private const uint EndSignature = 0x06054B50;
    private const uint EntrySignature = 0x02014B50;
    private const uint LocalSignature = 0x04034B50;
    private const uint LargeEndSignature = 0x06064B50;
    private const uint LocatorSignature = 0x07064B50;
    private const int MaxRatio = 100;

    /// <summary>The most members of a file.</summary>
    public const int MaxMembers = 100_000;

    private readonly OrderedDictionary<string, Member> _members = [];
    private readonly ByteSource _bytes;
    private readonly string _name;

    /// <summary>Reads the directory; <paramref name="name"/> is what error messages call the file.</summary>
    public ZipReader(ByteSource bytes, string name)
    {
        (_bytes, _name) = (bytes, name);
        (long count, long position) = FindDirectory();
        if (count > MaxMembers) { throw Error($"{count} members", $"at most {MaxMembers}"); }
        long held = 0;
        for (long i = 0; i < count; i++)
        {
            (string member, Member place, position) = ReadEntry(position);
            held += place.Stored.Length;
            if (held > bytes.Length) { throw Error("members that overlap", "members that fit in the file"); }
            if (!_members.TryAdd(member, place)) { throw Error($"two members named '{member}'", "names used once"); }
        }
    }

    private readonly record struct Member(ByteSource Stored, int Method, long Length, uint Checksum);

    /// <summary>Names of the members, in the order of the directory; folders are left out.</summary>
    public IEnumerable<string> Names => _members.Keys.Where(name => !name.EndsWith('/'));

    /// <summary>Whether there is a member of this name.</summary>
    public bool Contains(string member) => _members.ContainsKey(member);

    /// <summary>The bytes of a member in memory, with their checksum checked.</summary>
    public ReadOnlyMemory<byte> Read(string member)
    {
        if (_members.TryGetValue(member, out Member place) && place.Length > Array.MaxLength)
        {
            throw Error($"member '{member}' of {place.Length} bytes", "less than 2 GiB");
        }

        ByteSource bytes = Open(member);
        return bytes.Read(0, (int)bytes.Length);
    }

    /// <summary>The bytes of a member, with their checksum checked; stored ones stay where they are.</summary>
    public ByteSource Open(string member)
    {
        if (!_members.TryGetValue(member, out Member place)) { throw Error($"the members {string.Join(", ", Names.Take(10))}", $"also {member}"); }
        ByteSource bytes = place.Method == 0 ? place.Stored : ByteSource.Of(Inflate(place, member));
        uint checksum = 0;
        foreach (ReadOnlyMemory<byte> piece in bytes.Pieces()) { checksum = Crc32.Append(checksum, piece.Span); }
        return checksum == place.Checksum ? bytes : throw Error($"checksum {checksum:X8} of member '{member}'", $"{place.Checksum:X8}; the file is damaged");
    }

    private byte[] Inflate(Member place, string member)
    {
        byte[] bytes = new byte[place.Length];
        using DeflateStream stream = new(new MemoryStream(place.Stored.Read(0, (int)place.Stored.Length).ToArray()), CompressionMode.Decompress);
        try
        {
            int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return read == bytes.Length && stream.ReadByte() < 0 ? bytes : throw Error($"member '{member}' of another length", $"{bytes.Length} bytes");
        }
        catch (Exception damage) when (damage is InvalidDataException or IOException)
        {
            throw new FileFormatException($"{_name}: found damage in the compressed member '{member}'; expected {bytes.Length} bytes.", damage);
        }
    }

    /// <summary>How many members there are and where the directory begins.</summary>
    private (long Count, long Position) FindDirectory()
    {
        long end = FindEnd(), locator = end - 20;
        if (locator < 0 || U32(locator) != LocatorSignature) { return (U16(end + 10), U32(end + 16)); }
        long large = U64(locator + 8);
        return U32(large) == LargeEndSignature
            ? (U64(large + 32), U64(large + 48))
            : throw Error($"{U32(large):X8} at byte {large}", "the end of the directory of a large zip file");
    }

    private long FindEnd()
    {
        const int Size = 22;
        const int MaxComment = 65535;
        for (long at = _bytes.Length - Size; at >= 0 && at >= _bytes.Length - Size - MaxComment; at--)
        {
            if (U32(at) == EndSignature && at + Size + U16(at + 20) == _bytes.Length) { return at; }
        }

        throw Error("no directory at the end", "a whole zip file; copy or download it again");
    }

    private (string Name, Member Place, long Next) ReadEntry(long at)
    {
        if (U32(at) != EntrySignature) { throw Error($"{U32(at):X8} at byte {at}", "an entry of the directory"); }
        int flags = U16(at + 8);
        int method = U16(at + 10);
        uint checksum = U32(at + 16);
        long stored = U32(at + 20), length = U32(at + 24), local = U32(at + 42);
        int nameLength = U16(at + 28), extraLength = U16(at + 30);
        long extra = at + 46 + nameLength, next = extra + extraLength + U16(at + 32);
        string name = Encoding.UTF8.GetString(Slice(at + 46, nameLength).Span);
        if ((flags & 1) != 0) { throw Error($"the encrypted member '{name}'", "members without a password"); }
        if (method is not (0 or 8)) { throw Error($"compression method {method} of member '{name}'", "stored or deflated"); }
        ReadLargeSizes(extra, extra + extraLength, ref length, ref stored, ref local);
        if (U32(local) != LocalSignature) { throw Error($"{U32(local):X8} at byte {local}", $"the head of member '{name}'"); }
        ByteSource data = Part(local + 30 + U16(local + 26) + U16(local + 28), stored);
        if (method == 0 ? length != stored : length / MaxRatio > stored || length > Array.MaxLength || stored > Array.MaxLength)
        {
            throw Error(
                $"member '{name}' of {length} bytes in {stored}",
                method == 0 ? "equal sizes, since it is stored" : $"at most {MaxRatio} times as much, and less than 2 GiB");
        }

        return (name, new(data, method, length, checksum), next);
    }

    /// <summary>Where a number does not fit 32 bits, they are all ones, and it stands among the extra fields, with others of the kind in this order.</summary>
    private void ReadLargeSizes(long at, long end, ref long length, ref long stored, ref long local)
    {
        const int LargeSizes = 1;
        while (at + 4 <= end && U16(at) != LargeSizes) { at += 4 + U16(at + 2); }
        if (at + 4 > end) { return; }
        (long from, long last) = (at + 4, Math.Min(end, at + 4 + U16(at + 2)));
        if (length == uint.MaxValue && from + 8 <= last) { (length, from) = (U64(from), from + 8); }
        if (stored == uint.MaxValue && from + 8 <= last) { (stored, from) = (U64(from), from + 8); }
        if (local == uint.MaxValue && from + 8 <= last) { local = U64(from); }
    }

    private int U16(long at) => BinaryPrimitives.ReadUInt16LittleEndian(Slice(at, 2).Span);

    private uint U32(long at) => BinaryPrimitives.ReadUInt32LittleEndian(Slice(at, 4).Span);

    private long U64(long at) => BinaryPrimitives.ReadInt64LittleEndian(Slice(at, 8).Span) is >= 0 and long number
        ? number
        : throw Error($"a size or place of more than 63 bits at byte {at}", "one within the file");

    private ReadOnlyMemory<byte> Slice(long at, int length)
    {
        RequireWithin(at, length);
        return _bytes.Read(at, length);
    }

    private ByteSource Part(long at, long length)
    {
        RequireWithin(at, length);
        return _bytes.Part(at, length);
    }

    private void RequireWithin(long at, long length)
    {
        if (at < 0 || length > _bytes.Length - at)
        {
            throw Error($"a reference to bytes {at} to {at + length}", $"at most {_bytes.Length}, the size of the file");
        }
    }

    private FileFormatException Error(string found, string expected) => new($"{_name}: found {found}; expected {expected}.");
}

using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Hebb.Formats.Zip;

/// <summary>
/// Reads zip files in memory; nothing is ever unpacked to a disk. Members may be stored or deflated, may expand a hundredfold at
/// most, and may not overlap.
/// </summary>
internal sealed class ZipReader
{
    private const uint EndSignature = 0x06054B50;
    private const uint EntrySignature = 0x02014B50;
    private const uint LocalSignature = 0x04034B50;
    private const int MaxMembers = 10_000;
    private const int MaxRatio = 100;

    private readonly OrderedDictionary<string, Member> _members = [];
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly string _name;

    /// <summary>Reads the directory; <paramref name="name"/> is what error messages call the file.</summary>
    public ZipReader(ReadOnlyMemory<byte> bytes, string name)
    {
        (_bytes, _name) = (bytes, name);
        int end = FindEnd();
        int count = U16(end + 10);
        long position = U32(end + 16);
        if (count > MaxMembers) { throw Error($"{count} members", $"at most {MaxMembers}"); }
        long held = 0;
        for (int i = 0; i < count; i++)
        {
            (string member, Member place, position) = ReadEntry(position);
            held += place.Stored.Length;
            if (held > bytes.Length) { throw Error("members that overlap", "members that fit in the file"); }
            if (!_members.TryAdd(member, place)) { throw Error($"two members named '{member}'", "names used once"); }
        }
    }

    private readonly record struct Member(ReadOnlyMemory<byte> Stored, int Method, int Length, uint Checksum);

    /// <summary>Names of the members, in the order of the directory; folders are left out.</summary>
    public IEnumerable<string> Names => _members.Keys.Where(name => !name.EndsWith('/'));

    /// <summary>Whether there is a member of this name.</summary>
    public bool Contains(string member) => _members.ContainsKey(member);

    /// <summary>The bytes of a member, with their checksum checked.</summary>
    public ReadOnlyMemory<byte> Read(string member)
    {
        if (!_members.TryGetValue(member, out Member place)) { throw Error($"the members {string.Join(", ", Names.Take(10))}", $"also {member}"); }
        ReadOnlyMemory<byte> bytes = place.Method == 0 ? place.Stored : Inflate(place, member);
        uint checksum = Crc32.Append(0, bytes.Span);
        return checksum == place.Checksum ? bytes : throw Error($"checksum {checksum:X8} of member '{member}'", $"{place.Checksum:X8}; the file is damaged");
    }

    private byte[] Inflate(Member place, string member)
    {
        byte[] bytes = new byte[place.Length];
        using DeflateStream stream = new(new MemoryStream(place.Stored.ToArray()), CompressionMode.Decompress);
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

    private int FindEnd()
    {
        const int Size = 22;
        const int MaxComment = 65535;
        for (int at = _bytes.Length - Size; at >= 0 && at >= _bytes.Length - Size - MaxComment; at--)
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
        uint stored = U32(at + 20);
        uint length = U32(at + 24);
        int nameLength = U16(at + 28);
        long next = at + 46 + nameLength + U16(at + 30) + U16(at + 32);
        string name = Encoding.UTF8.GetString(Slice(at + 46, nameLength).Span);
        if ((flags & 1) != 0) { throw Error($"the encrypted member '{name}'", "members without a password"); }
        if (method is not (0 or 8)) { throw Error($"compression method {method} of member '{name}'", "stored or deflated"); }
        if (stored == uint.MaxValue || length == uint.MaxValue) { throw Error($"the member '{name}' of 4 GiB or more", "less than 2 GiB"); }

        long local = U32(at + 42);
        if (U32(local) != LocalSignature) { throw Error($"{U32(local):X8} at byte {local}", $"the head of member '{name}'"); }
        ReadOnlyMemory<byte> data = Slice(local + 30 + U16(local + 26) + U16(local + 28), stored);
        if (method == 0 ? length != stored : length > (long)MaxRatio * stored || length > Array.MaxLength)
        {
            throw Error(
                $"member '{name}' of {length} bytes in {stored}", method == 0 ? "equal sizes, since it is stored" : $"at most {MaxRatio} times as much");
        }

        return (name, new(data, method, (int)length, checksum), next);
    }

    private int U16(long at) => BinaryPrimitives.ReadUInt16LittleEndian(Slice(at, 2).Span);

    private uint U32(long at) => BinaryPrimitives.ReadUInt32LittleEndian(Slice(at, 4).Span);

    private ReadOnlyMemory<byte> Slice(long at, long length) => at >= 0 && length <= _bytes.Length - at
        ? _bytes.Slice((int)at, (int)length)
        : throw Error($"a reference to bytes {at} to {at + length}", $"at most {_bytes.Length}, the size of the file");

    private FileFormatException Error(string found, string expected) => new($"{_name}: found {found}; expected {expected}.");
}

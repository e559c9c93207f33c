namespace Hebb.Formats.Hdf5;

/// <summary>The head of an HDF5 file: where addresses count from and where the root group lies.</summary>
internal static class Superblock
{
    /// <summary>The eight bytes every HDF5 file begins with.</summary>
    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'H', (byte)'D', (byte)'F', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Where the superblock lies: at 0 or, behind a user block, at 512, 1024, 2048 and so on; −1 if nowhere.</summary>
    public static long Find(ByteSource bytes)
    {
        for (long at = 0; at + 8 <= bytes.Length; at = at == 0 ? 512 : at * 2)
        {
            if (bytes.Read(at, 8).Span.SequenceEqual(Signature)) { return at; }
        }

        return -1;
    }

    /// <summary>The file as seen from its base address, and the address of the root group's object header.</summary>
    public static (Hdf5Image Image, ulong Root) Read(ByteSource bytes, string name)
    {
        long start = Find(bytes);
        if (start < 0)
        {
            string found = bytes.Length == 0 ? "no bytes" : Convert.ToHexString(bytes.Peek(8));
            throw new FileFormatException($"{name}: found {found} at the start; expected the signature of HDF5, 894844460D0A1A0A.");
        }

        Cursor cursor = new Hdf5Image(name, bytes).At((ulong)start + 8);
        int version = cursor.U8();
        if (version > 3) { throw cursor.Error($"superblock version {version}", "version 0 to 3"); }
        bool old = version <= 1;
        if (old) { cursor.Skip(4); }
        int offsets = cursor.U8();
        int lengths = cursor.U8();
        if (offsets != 8 || lengths != 8) { throw cursor.Error($"offsets of {offsets} and lengths of {lengths} bytes", "8 and 8"); }
        cursor.Skip(old ? 1 + 8 + (version == 1 ? 4 : 0) : 1);

        ulong from = cursor.U64();
        cursor.Skip(8);
        ulong end = cursor.U64();
        cursor.Skip(old ? 8 + 8 : 0);
        ulong root = cursor.U64();
        if (from > (ulong)bytes.Length) { throw cursor.Error($"base address {from}", "an address within the file"); }
        if (end > (ulong)bytes.Length)
        {
            throw new FileFormatException($"{name}: found {bytes.Length} bytes; expected {end}. The file was cut off: copy or download it again.");
        }

        return (new(name, bytes.Part((long)from, bytes.Length - (long)from)), root);
    }
}

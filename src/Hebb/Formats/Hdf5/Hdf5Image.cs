namespace Hebb.Formats.Hdf5;

/// <summary>
/// The bytes of an HDF5 file, read only within their bounds. Structure is paid for byte by byte out of a budget of the file's own
/// length, which no sound file exceeds because it holds every structure once: cycles and overlaps end quickly, whatever their form.
/// </summary>
internal sealed class Hdf5Image(string name, ByteSource bytes)
{
    /// <summary>The address that stands for "nowhere".</summary>
    public const ulong Undefined = ulong.MaxValue;

    private readonly HashSet<ulong> _visited = [];
    private long _budget = bytes.Length + 1024L;
    private long _dataBudget = 100L * bytes.Length;

    /// <summary>Length of the file from its base address.</summary>
    public long Length => bytes.Length;

    /// <summary>What error messages call the file.</summary>
    public string Name => name;

    /// <summary>A cursor from an address to the end of the file.</summary>
    public Cursor At(ulong address) => address <= (ulong)bytes.Length
        ? new(this, (long)address, bytes.Length)
        : throw Error(0, $"address 0x{address:X}", $"an address within the {bytes.Length} bytes of the file");

    /// <summary>A cursor over a range.</summary>
    public Cursor At(ulong address, ulong length)
    {
        Cursor cursor = At(address);
        return length <= (ulong)bytes.Length - address
            ? new(this, (long)address, (long)(address + length))
            : throw cursor.Error($"a length of {length} bytes", $"at most the {(ulong)bytes.Length - address} bytes that follow");
    }

    /// <summary>The bytes of a range that was checked before.</summary>
    public ReadOnlyMemory<byte> Slice(long start, int length) => bytes.Read(start, length);

    /// <summary>A cursor at a structure that must begin with a signature and be reached only once.</summary>
    public Cursor Enter(ulong address, ReadOnlySpan<byte> signature)
    {
        Cursor cursor = At(address);
        cursor.Expect(signature);
        if (!_visited.Add(address)) { throw cursor.Error("a structure that refers back to itself", "structures that form a tree"); }
        return cursor;
    }

    /// <summary>Notes that an object header is entered; it may be entered once only.</summary>
    public void Visit(ulong address)
    {
        if (!_visited.Add(address)) { throw At(address).Error("an object that is reached twice", "groups and headers that form a tree"); }
    }

    /// <summary>Pays for structure that was read.</summary>
    public void Spend(long length)
    {
        _budget -= length;
        if (_budget < 0) { throw Error(0, "structures that overlap", "each structure once"); }
    }

    /// <summary>Pays for the decoded size of a dataset: compressed files may expand a hundredfold as a whole, and no more.</summary>
    public void SpendData(long length)
    {
        _dataBudget -= length;
        if (_dataBudget < 0) { throw Error(0, "arrays that declare more than 100 times the size of the file", "arrays of a size the file can hold"); }
    }

    /// <summary>The exception for something unexpected at a position.</summary>
    public FileFormatException Error(long position, string found, string expected) =>
        new($"{name}, byte {position}: found {found}; expected {expected}.");
}

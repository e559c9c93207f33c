using System.Text;

namespace Hebb.Formats.Hdf5;

/// <summary>Collects the texts of a file that is being written into collections of the global heap.</summary>
internal sealed class TextHeap
{
    /// <summary>Where the first collection lies: behind the superblock.</summary>
    public const int FirstAddress = 96;

    private const int CollectionSize = 4096;
    private const int Head = 16;

    private readonly List<Block> _collections = [];
    private readonly Dictionary<StoredArray, Block> _references = [];
    private readonly UTF8Encoding _encoding = new(false, throwOnInvalidBytes: true);
    private long _address = FirstAddress;
    private int _count;

    /// <summary>Places the texts of an array; arrays of numbers and of fixed texts need no place.</summary>
    public void Add(StoredArray array)
    {
        if (array.Type != ElementType.Text || array.FixedLength > 0 || _references.ContainsKey(array)) { return; }
        Block references = new();
        foreach (string text in array.ReadStrings()) { Place(text, references); }
        _references.Add(array, references);
    }

    /// <summary>The 16-byte references to the texts of an array.</summary>
    public ReadOnlyMemory<byte> References(StoredArray array) => _references[array].Memory;

    /// <summary>Writes the collections; they must directly follow the superblock.</summary>
    public void WriteTo(PartList parts)
    {
        Close();
        foreach (Block collection in _collections) { parts.Add(collection); }
    }

    private void Place(string text, Block references)
    {
        byte[] bytes = _encoding.GetBytes(text);
        references.U32((uint)bytes.Length);
        if (bytes.Length == 0)
        {
            references.Skip(12);
            return;
        }

        int room = Head + ((bytes.Length + 7) & ~7);
        if (_collections.Count == 0 || _collections[^1].Length + room > CollectionSize)
        {
            Close();
            Open();
        }

        Block collection = _collections[^1];
        references.U64((ulong)_address);
        references.U32((uint)++_count);
        collection.U16(_count);
        collection.U16(1);
        collection.U32(0);
        collection.U64((ulong)bytes.Length);
        collection.Bytes(bytes);
        collection.Align();
    }

    private void Open()
    {
        _count = 0;
        Block collection = new();
        collection.Bytes("GCOL"u8);
        collection.U32(1);
        collection.U64(0);
        _collections.Add(collection);
    }

    // Fills the collection up with free space and notes its size in its head.
    private void Close()
    {
        if (_collections.Count == 0) { return; }
        Block collection = _collections[^1];
        int free = CollectionSize - collection.Length;
        if (free >= Head)
        {
            collection.U64(0);
            collection.U64((ulong)free);
            collection.Skip(free - Head);
        }
        else if (free > 0)
        {
            collection.Skip(free);
        }

        int length = collection.Length;
        collection.Rewind();
        collection.Bytes("GCOL"u8);
        collection.U32(1);
        collection.U64((ulong)length);
        _address += length;
    }
}

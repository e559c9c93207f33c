using System.Buffers.Binary;

namespace Hebb.Formats.Hdf5;

/// <summary>The global heap: collections of texts of any length that datasets and attributes refer to.</summary>
internal sealed class GlobalHeap(Hdf5Image image)
{
    private const int ReferenceSize = 16;

    private readonly Dictionary<ulong, Dictionary<int, Cursor>> _collections = [];
    private readonly Lock _lock = new();

    /// <summary>The file.</summary>
    public Hdf5Image Image => image;

    /// <summary>The texts that 16-byte references point to.</summary>
    public string[] ReadTexts(ReadOnlyMemory<byte> references)
    {
        // Sound files store every text once, so an array holds no more text than the file: many references to one long text do not pay.
        long budget = image.Length;
        string[] texts = new string[references.Length / ReferenceSize];
        for (int i = 0; i < texts.Length; i++)
        {
            ReadOnlySpan<byte> reference = references.Span.Slice(i * ReferenceSize, ReferenceSize);
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(reference);
            ulong address = BinaryPrimitives.ReadUInt64LittleEndian(reference[4..]);
            int index = BinaryPrimitives.ReadInt32LittleEndian(reference[12..]);
            budget -= length;
            if (budget < 0) { throw image.Error((long)Math.Min(address, long.MaxValue), "more text than the file holds", "each text once"); }
            texts[i] = length == 0 ? "" : ReadText(address, index, length);
        }

        return texts;
    }

    private string ReadText(ulong address, int index, uint length)
    {
        lock (_lock)
        {
            if (!_collections.TryGetValue(address, out Dictionary<int, Cursor>? collection))
            {
                _collections.Add(address, collection = ReadCollection(address));
            }

            return !collection.TryGetValue(index, out Cursor text)
                ? throw image.Error((long)address, $"no object {index} in this heap", "the object a text refers to")
                : length > text.Left ? throw text.Error($"a text of {text.Left} bytes", $"{length} bytes")
                : text.Text((int)length);
        }
    }

    private Dictionary<int, Cursor> ReadCollection(ulong address)
    {
        Cursor head = image.Enter(address, "GCOL"u8);
        int version = head.U8();
        if (version != 1) { throw head.Error($"global heap version {version}", "version 1"); }
        head.Skip(3);
        ulong length = head.U64();
        if (length < 16) { throw head.Error($"a heap of {length} bytes", "at least its head of 16 bytes"); }
        Cursor cursor = image.At(address, length);
        image.Spend((long)length);
        cursor.Skip(16);

        Dictionary<int, Cursor> objects = [];
        while (cursor.Left >= 16)
        {
            int index = cursor.U16();
            cursor.Skip(6);
            ulong size = cursor.U64();

            // Object 0 is the free space, and it is the last.
            if (index == 0) { break; }
            if (size > (ulong)cursor.Left) { throw cursor.Error($"a text of {size} bytes", $"at most {cursor.Left} bytes"); }
            objects[index] = cursor.Part((long)size);
            cursor.Pad((long)size & 7);
        }

        return objects;
    }
}

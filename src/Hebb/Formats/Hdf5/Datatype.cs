using Hebb.Tensors;

namespace Hebb.Formats.Hdf5;

/// <summary>How an element is stored.</summary>
internal enum Placement
{
    /// <summary>A number, or a boolean.</summary>
    Number,

    /// <summary>Text with the same room for every element.</summary>
    FixedText,

    /// <summary>Text of any length, in the global heap.</summary>
    HeapText,
}

/// <summary>The element type of a dataset or an attribute.</summary>
internal readonly record struct Datatype(ElementType Type, int Size, bool BigEndian = false, Placement Placement = Placement.Number, bool SpacePadded = false)
{
    /// <summary>Reads a datatype; types that model files do not use are refused by name.</summary>
    public static Datatype Read(ref Cursor cursor)
    {
        int head = cursor.U8();
        int low = cursor.U8();
        int middle = cursor.U8();
        cursor.Skip(1);
        uint size = cursor.U32();
        return (head & 15) switch
        {
            0 => ReadInteger(ref cursor, low, size),
            1 => ReadFloat(ref cursor, low, middle, size),
            3 => ReadFixedText(cursor, low, size),
            8 => ReadEnumeration(ref cursor, head >> 4, low | (middle << 8)),
            9 when (low & 15) == 1 && size == 16 => new(ElementType.Text, 16, Placement: Placement.HeapText),
            int other => throw cursor.Error(
                other switch
                {
                    2 => "a time type",
                    4 => "a bit field",
                    5 => "an opaque type",
                    6 => "a compound type",
                    7 => "a reference type",
                    9 => "a sequence of variable length",
                    10 => "an array type",
                    _ => $"datatype class {other}",
                },
                "numbers, booleans or text"),
        };
    }

    /// <summary>The array of this type and shape over bytes of the file.</summary>
    public StoredArray Array(Shape shape, GlobalHeap heap, Func<ReadOnlyMemory<byte>> load)
    {
        Datatype type = this;
        return Placement switch
        {
            Placement.FixedText => new(shape, () => type.SplitText(load(), heap.Image), Size),
            Placement.HeapText => new(shape, () => heap.ReadTexts(load())),
            _ when BigEndian => new(shape, Type, () => Elements.Reverse(load().Span, type.Size)),
            _ => new(shape, Type, load),
        };
    }

    private string[] SplitText(ReadOnlyMemory<byte> bytes, Hdf5Image image)
    {
        // The texts get an image of their own because chunks may have been decompressed to elsewhere.
        Cursor cursor = new Hdf5Image(image.Name, ByteSource.Of(bytes)).At(0);
        string[] texts = new string[bytes.Length / Size];
        for (int i = 0; i < texts.Length; i++)
        {
            Cursor room = cursor.Part(Size);
            int end = room.Peek(Size).IndexOf((byte)0);
            string text = room.Text(end < 0 ? Size : end);
            texts[i] = SpacePadded ? text.TrimEnd(' ') : text;
        }

        return texts;
    }

    private static Datatype ReadInteger(ref Cursor cursor, int bits, uint size)
    {
        int offset = cursor.U16();
        int precision = cursor.U16();
        bool signed = (bits & 8) != 0;
        ElementType? type = (size, signed) switch
        {
            (1, true) => ElementType.Int8,
            (2, true) => ElementType.Int16,
            (4, true) => ElementType.Int32,
            (8, true) => ElementType.Int64,
            (1, false) => ElementType.UInt8,
            (2, false) => ElementType.UInt16,
            (4, false) => ElementType.UInt32,
            (8, false) => ElementType.UInt64,
            _ => null,
        };
        return type is { } known && offset == 0 && precision == size * 8
            ? new(known, (int)size, (bits & 1) != 0)
            : throw cursor.Error($"integers of {precision} bits in {size} bytes", "8, 16, 32 or 64 bits that fill their bytes");
    }

    private static Datatype ReadFloat(ref Cursor cursor, int bits, int sign, uint size)
    {
        ReadOnlySpan<byte> properties = cursor.Take(12).Span;
        (ElementType Type, int Precision, int ExponentAt, int Exponent, int Mantissa, int Bias)? format = size switch
        {
            2 when properties[5] == 5 => (ElementType.Float16, 16, 10, 5, 10, 15),
            2 => (ElementType.BFloat16, 16, 7, 8, 7, 127),
            4 => (ElementType.Float32, 32, 23, 8, 23, 127),
            8 => (ElementType.Float64, 64, 52, 11, 52, 1023),
            _ => null,
        };
        if (format is not { } f || (bits & 0x40) != 0 || sign != f.Precision - 1
            || !properties.SequenceEqual<byte>(
                [0, 0, (byte)f.Precision, 0, (byte)f.ExponentAt, (byte)f.Exponent, 0, (byte)f.Mantissa, (byte)f.Bias, (byte)(f.Bias >> 8), 0, 0]))
        {
            throw cursor.Error($"floating point of {size} bytes that is not IEEE 754", "16, 32 or 64 bits of IEEE 754");
        }

        return new(f.Type, (int)size, (bits & 1) != 0);
    }

    private static Datatype ReadFixedText(Cursor cursor, int bits, uint size) => size is > 0 and <= int.MaxValue
        ? new(ElementType.Text, (int)size, Placement: Placement.FixedText, SpacePadded: (bits & 15) == 2)
        : throw cursor.Error($"text of {size} bytes", "at least one byte");

    // h5py stores booleans as an enumeration of FALSE = 0 and TRUE = 1 over bytes. Other enumerations are their numbers.
    private static Datatype ReadEnumeration(ref Cursor cursor, int version, int count)
    {
        if (cursor.Left > 0 && (cursor.Peek(1)[0] & 15) != 0) { throw cursor.Error("an enumeration of something else", "an enumeration of integers"); }
        Datatype number = Read(ref cursor);
        bool truth = count == 2 && number.Size == 1;
        int trueAt = -1;
        for (int i = 0; i < count; i++)
        {
            long start = cursor.Position;
            string name = cursor.ZeroTerminated();
            if (version < 3) { cursor.Pad(cursor.Position - start); }
            truth &= name is "FALSE" or "TRUE";
            if (name == "TRUE") { trueAt = i; }
        }

        ReadOnlySpan<byte> values = cursor.Take((long)count * number.Size).Span;
        return truth && trueAt >= 0 && values[trueAt] == 1 && values[1 - trueAt] == 0 ? new(ElementType.Bool, 1) : number;
    }
}

using System.Text;
using Hebb.Tensors;

namespace Hebb.Formats.Hdf5;

/// <summary>Writes element types as h5py does.</summary>
internal static class DatatypeWriter
{
    /// <summary>The datatype of an array.</summary>
    public static Block Write(StoredArray array)
    {
        Block block = new();
        switch (array.Type)
        {
            case ElementType.Float16: WriteFloat(block, 2, 10, 5, 15); break;
            case ElementType.Float32: WriteFloat(block, 4, 23, 8, 127); break;
            case ElementType.Float64: WriteFloat(block, 8, 52, 11, 1023); break;
            case ElementType.BFloat16: WriteFloat(block, 2, 7, 8, 127); break;
            case ElementType.Bool: WriteTruth(block); break;
            case ElementType.Text when array.FixedLength > 0: WriteFixedText(block, array); break;
            case ElementType.Text: WriteHeapText(block); break;
            case ElementType signed: WriteInteger(block, Elements.Size(signed), signed is >= ElementType.Int8 and <= ElementType.Int64); break;
        }

        return block;
    }

    private static void WriteInteger(Block block, int size, bool signed)
    {
        block.Bytes([0x10, (byte)(signed ? 8 : 0), 0, 0]);
        block.U32((uint)size);
        block.U16(0);
        block.U16(8 * size);
    }

    private static void WriteFloat(Block block, int size, int mantissa, int exponent, uint bias)
    {
        block.Bytes([0x11, 0x20, (byte)((8 * size) - 1), 0]);
        block.U32((uint)size);
        block.U16(0);
        block.U16(8 * size);
        block.Bytes([(byte)mantissa, (byte)exponent, 0, (byte)mantissa]);
        block.U32(bias);
    }

    private static void WriteTruth(Block block)
    {
        block.Bytes([0x18, 2, 0, 0]);
        block.U32(1);
        WriteInteger(block, 1, signed: true);
        block.Bytes("FALSE\0\0\0TRUE\0\0\0\0"u8);
        block.Bytes([0, 1]);
    }

    private static void WriteFixedText(Block block, StoredArray array)
    {
        const byte ZeroPadded = 1;
        const byte Utf8 = 1 << 4;
        bool ascii = array.ReadStrings().All(text => Ascii.IsValid(text));
        block.Bytes([0x13, ascii ? ZeroPadded : (byte)(ZeroPadded | Utf8), 0, 0]);
        block.U32((uint)array.FixedLength);
    }

    private static void WriteHeapText(Block block)
    {
        block.Bytes([0x19, 1, 1, 0]);
        block.U32(16);
        WriteInteger(block, 1, signed: false);
    }
}

/// <summary>Writes shapes as h5py does.</summary>
internal static class DataspaceWriter
{
    /// <summary>The dataspace of a shape.</summary>
    public static Block Write(Shape shape)
    {
        Block block = new();
        block.Bytes([1, (byte)shape.Rank, 0, 0, 0, 0, 0, 0]);
        foreach (int extent in shape) { block.U64((ulong)extent); }
        return block;
    }
}

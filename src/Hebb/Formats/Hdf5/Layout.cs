using Hebb.Tensors;

namespace Hebb.Formats.Hdf5;

/// <summary>Where the bytes of a dataset lie.</summary>
internal static class Layout
{
    /// <summary>Checks the layout against the file and gives the way to load the bytes.</summary>
    public static Func<ReadOnlyMemory<byte>> Read(Cursor layout, Cursor? filters, Shape shape, int elementSize, string name)
    {
        long count = shape.Contains(0) ? 0 : shape.Size;
        if (count > int.MaxValue / elementSize)
        {
            throw layout.Error($"dataset '{name}' of {count} elements of {elementSize} bytes", "less than 2 GiB");
        }

        int length = (int)(count * elementSize);
        layout.Image.SpendData(length);
        int version = layout.U8();
        if (version != 3)
        {
            bool isVirtual = version == 4 && layout.U8() == 3;
            throw layout.Error(
                isVirtual ? $"the virtual dataset '{name}'" : $"layout version {version} of dataset '{name}'",
                "layout version 3; save the file without libver='latest'");
        }

        int kind = layout.U8();
        switch (kind)
        {
            case 0:
                int stored = layout.U16();
                return Stored(layout.Take(stored), length, layout, name);
            case 1:
                ulong address = layout.U64();
                if (address == Hdf5Image.Undefined) { return Stored(default, length, layout, name); }
                ulong size = layout.U64();
                Hdf5Image image = layout.Image;
                long start = image.At(address, size).Position;
                RequireLength((long)size, length, layout, name);
                return () => image.Slice(start, length);
            case 2:
                Chunks chunks = Chunks.Read(layout, filters, shape, elementSize, name);
                return () => chunks.Decode(length);
            default:
                throw layout.Error($"layout class {kind} of dataset '{name}'", "compact, contiguous or chunked");
        }
    }

    private static Func<ReadOnlyMemory<byte>> Stored(ReadOnlyMemory<byte> stored, int length, Cursor at, string name)
    {
        RequireLength(stored.Length, length, at, name);
        ReadOnlyMemory<byte> bytes = stored[..length];
        return () => bytes;
    }

    private static void RequireLength(long stored, int length, Cursor at, string name)
    {
        if (stored < length) { throw at.Error($"dataset '{name}' that declares {length} bytes and stores {stored}", "all its bytes in the file"); }
    }
}

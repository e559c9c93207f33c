using System.Buffers.Binary;

namespace Hebb.Formats.Hdf5;

/// <summary>Bytes of a structure that is being written.</summary>
internal sealed class Block
{
    private byte[] _bytes = new byte[64];
    private int _position;

    /// <summary>Bytes written so far.</summary>
    public int Length { get; private set; }

    /// <summary>The bytes written so far.</summary>
    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, Length);

    /// <summary>Appends a number of two bytes.</summary>
    public void U16(int value) => BinaryPrimitives.WriteUInt16LittleEndian(Next(2), checked((ushort)value));

    /// <summary>Appends a number of four bytes.</summary>
    public void U32(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Next(4), value);

    /// <summary>Appends a number of eight bytes.</summary>
    public void U64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Next(8), value);

    /// <summary>Appends bytes.</summary>
    public void Bytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Next(bytes.Length));

    /// <summary>Appends zeros.</summary>
    public void Skip(int count) => Next(count).Clear();

    /// <summary>Appends zeros up to a multiple of eight bytes.</summary>
    public void Align() => Skip(-Length & 7);

    /// <summary>Continues at the start, over what was written.</summary>
    public void Rewind() => _position = 0;

    private Span<byte> Next(int count)
    {
        int start = _position;
        _position += count;
        if (_position > _bytes.Length) { Array.Resize(ref _bytes, Math.Max(_position, _bytes.Length * 2)); }
        Length = Math.Max(Length, _position);
        return _bytes.AsSpan(start, count);
    }
}

/// <summary>The parts of a file that is being written; every part begins at a multiple of eight bytes.</summary>
internal sealed class PartList
{
    private readonly List<Func<ReadOnlyMemory<byte>>> _parts = [];

    /// <summary>Bytes so far: the address of the next part.</summary>
    public long Length { get; private set; }

    /// <summary>Appends a structure, padded to a multiple of eight bytes, and returns its address.</summary>
    public long Add(Block block)
    {
        block.Align();
        long address = Length;
        _parts.Add(() => block.Memory);
        Length += block.Length;
        return address;
    }

    /// <summary>Appends data, followed by padding, and returns their address.</summary>
    public long Add(ReadOnlyMemory<byte> data)
    {
        long address = Length;
        _parts.Add(() => data);
        Length += data.Length;
        int padding = -data.Length & 7;
        if (padding > 0)
        {
            byte[] zeros = new byte[padding];
            _parts.Add(() => zeros);
            Length += padding;
        }

        return address;
    }

    /// <summary>The parts, in order.</summary>
    public List<ReadOnlyMemory<byte>> ToList() => _parts.ConvertAll(part => part());
}

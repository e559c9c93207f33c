namespace Hebb.Data.Images;

/// <summary>The bits of a scan. Zeros follow where a marker ends the data; using them is an error.</summary>
internal sealed class JpegBits(byte[] bytes, int position)
{
    private ulong _bits;
    private int _count;
    private int _borrowed;

    /// <summary>Where the next byte is read.</summary>
    public int Position { get; private set; } = position;

    /// <summary>The next bits, at most 16, without using them.</summary>
    public int Peek(int count)
    {
        if (_count < count) { Fill(); }
        return (int)(_bits >> (_count - count)) & ((1 << count) - 1);
    }

    /// <summary>Uses bits that were seen.</summary>
    public void Skip(int count)
    {
        _count -= count;
        if (_count < _borrowed) { throw new ImageException("the image's data end too early; the file is damaged or cut off"); }
    }

    /// <summary>The next bits, at most 16.</summary>
    public int Read(int count)
    {
        if (count == 0) { return 0; }
        int bits = Peek(count);
        Skip(count);
        return bits;
    }

    /// <summary>A signed number of this many bits, as JPEG writes it: the lower half of the numbers means negative ones.</summary>
    public int ReadSigned(int count)
    {
        if (count == 0) { return 0; }
        int bits = Read(count);
        return bits < 1 << (count - 1) ? bits - (1 << count) + 1 : bits;
    }

    /// <summary>Goes to behind the restart marker that must come here.</summary>
    public void Restart()
    {
        (_bits, _count, _borrowed) = (0, 0, 0);
        while (Position < bytes.Length && bytes[Position] == 0xFF && Position + 1 < bytes.Length && bytes[Position + 1] == 0xFF) { Position++; }
        if (Position + 1 >= bytes.Length || bytes[Position] != 0xFF || bytes[Position + 1] is < 0xD0 or > 0xD7) { throw Damaged(); }
        Position += 2;
    }

    /// <summary>The error of data that no encoder writes.</summary>
    public static ImageException Damaged() => new("the image's data are damaged; get the file again");

    private void Fill()
    {
        while (_count <= 48)
        {
            int next = 0;
            bool isEnd = Position >= bytes.Length;
            if (!isEnd)
            {
                next = bytes[Position];
                isEnd = next == 0xFF && (Position + 1 >= bytes.Length || bytes[Position + 1] != 0);
            }

            if (isEnd)
            {
                _borrowed += 8;
                next = 0;
            }
            else { Position += next == 0xFF ? 2 : 1; }

            _bits = (_bits << 8) | (byte)next;
            _count += 8;
        }
    }
}

namespace Hebb.Tests.Formats;

/// <summary>A file of any length in little memory: blocks of zeros are not kept.</summary>
internal sealed class SparseStream : Stream
{
    private const int Block = 1 << 16;

    private readonly Dictionary<long, byte[]> _blocks = [];
    private long _length;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => _length;

    public override long Position { get; set; }

    /// <summary>The longest piece that was read at once.</summary>
    public int LongestRead { get; private set; }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        LongestRead = Math.Max(LongestRead, buffer.Length);
        int count = (int)Math.Min(Math.Min(buffer.Length, Block - (Position % Block)), _length - Position);
        if (count <= 0) { return 0; }
        if (_blocks.TryGetValue(Position / Block, out byte[]? block)) { block.AsSpan((int)(Position % Block), count).CopyTo(buffer); }
        else { buffer[..count].Clear(); }
        Position += count;
        return count;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            int count = (int)Math.Min(buffer.Length, Block - (Position % Block));
            if (_blocks.TryGetValue(Position / Block, out byte[]? block) || buffer[..count].ContainsAnyExcept((byte)0))
            {
                buffer[..count].CopyTo((block ??= _blocks[Position / Block] = new byte[Block]).AsSpan((int)(Position % Block)));
            }

            Position += count;
            _length = Math.Max(_length, Position);
            buffer = buffer[count..];
        }
    }

    public override long Seek(long offset, SeekOrigin origin) =>
        Position = origin == SeekOrigin.Begin ? offset : offset + (origin == SeekOrigin.End ? _length : Position);

    public override void SetLength(long value) => _length = value;

    public override void Flush() { }
}

namespace Hebb.Formats;

/// <summary>
/// The bytes of a file, read at any place: from memory, or from a stream of which only what is asked for comes into memory. Files are larger than arrays can
/// be; only a piece that is read must fit one.
/// </summary>
internal sealed class ByteSource : IDisposable
{
    private readonly ReadOnlyMemory<byte> _memory;
    private readonly WindowedStream? _stream;
    private readonly long _start;

    private ByteSource(ReadOnlyMemory<byte> memory, WindowedStream? stream, long start, long length)
    {
        (_memory, _stream, _start) = (memory, stream, start);
        Length = length;
    }

    /// <summary>The number of bytes.</summary>
    public long Length { get; }

    /// <summary>Bytes in memory.</summary>
    public static ByteSource Of(ReadOnlyMemory<byte> bytes) => new(bytes, null, 0, bytes.Length);

    /// <summary>A stream that can seek, from its start; it must stay open as long as something is read.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="name">What errors call it.</param>
    public static ByteSource Of(Stream stream, string name) => new(default, new(stream, name), 0, stream.Length);

    /// <summary>A range that was checked before.</summary>
    public ByteSource Part(long start, long length) => _stream is null
        ? Of(_memory.Slice((int)start, (int)length))
        : new(default, _stream, _start + start, length);

    /// <summary>The bytes of a range that was checked before; those in memory are not copied.</summary>
    /// <exception cref="FileFormatException">The file has become shorter.</exception>
    public ReadOnlyMemory<byte> Read(long start, int length) => _stream?.Read(_start + start, length) ?? _memory.Slice((int)start, length);

    /// <summary>The bytes at the start: as many as there are, but no more than asked for.</summary>
    public ReadOnlySpan<byte> Peek(int most) => Read(0, (int)Math.Min(most, Length)).Span;

    /// <summary>Closes the stream; a part closes that of the whole.</summary>
    public void Dispose() => _stream?.Dispose();

    /// <summary>Everything, a piece at a time.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Pieces()
    {
        const int Piece = 1 << 20;
        for (long at = 0; at < Length; at += Piece) { yield return Read(at, (int)Math.Min(Piece, Length - at)); }
    }
}

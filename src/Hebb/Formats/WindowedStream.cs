namespace Hebb.Formats;

/// <summary>
/// Reads a stream at any place. Small pieces come from a window of the stream, since structure lies together; large ones are read by themselves. A window is
/// replaced, not overwritten, so that what was handed out stays as it was.
/// </summary>
internal sealed class WindowedStream(Stream stream, string name) : IDisposable
{
    private const int WindowLength = 1 << 14;

    private readonly Lock _lock = new();
    private byte[] _window = [];
    private long _windowStart;

    /// <summary>The bytes of a range within the stream.</summary>
    public ReadOnlyMemory<byte> Read(long start, int length)
    {
        lock (_lock)
        {
            if (length >= WindowLength) { return Fetch(start, length); }
            if (start < _windowStart || start + length > _windowStart + _window.Length)
            {
                _window = Fetch(start, (int)Math.Min(WindowLength, stream.Length - start));
                _windowStart = start;
            }

            long from = start - _windowStart;
            return from + length <= _window.Length ? _window.AsMemory((int)from, length) : throw CutOff(null);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private byte[] Fetch(long start, int length)
    {
        if (length < 0 || length > stream.Length - start) { throw CutOff(null); }
        byte[] bytes = new byte[length];
        stream.Position = start;
        try
        {
            stream.ReadExactly(bytes);
        }
        catch (EndOfStreamException error)
        {
            throw CutOff(error);
        }

        return bytes;
    }

    private FileFormatException CutOff(Exception? cause)
    {
        string message = $"{name}: found the end while reading; expected more. The file was cut off or is being written: read it again when it is complete.";
        return cause is null ? new(message) : new(message, cause);
    }
}

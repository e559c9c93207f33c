namespace Hebb.Cli;

/// <summary>Standard output as bytes. What goes wrong there is said to be there: "no space left" alone could be any of a command's files.</summary>
/// <param name="stream">The stream itself.</param>
internal sealed class ResultStream(Stream stream) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>What is said of standard output that cannot be written.</summary>
    public static string Unwritable(Exception problem) => $"standard output could not be written: {problem.Message.TrimEnd('.')}.";

    /// <exception cref="BrokenPipeException">The reader has gone.</exception>
    /// <exception cref="IOException">The stream is closed or full.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            stream.Write(buffer);
        }
        catch (IOException problem) when (problem is not BrokenPipeException)
        {
            throw new IOException(Unwritable(problem), problem);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        try
        {
            stream.Flush();
        }
        catch (IOException problem) when (problem is not BrokenPipeException)
        {
            throw new IOException(Unwritable(problem), problem);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) { stream.Dispose(); }
        base.Dispose(disposing);
    }
}

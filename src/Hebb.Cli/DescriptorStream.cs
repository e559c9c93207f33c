using System.Runtime.InteropServices;

namespace Hebb.Cli;

/// <summary>
/// Writes to a descriptor of the process. .NET's own stream of the console says nothing when the reader of a pipe has gone, so that a command would go on
/// for nobody.
/// </summary>
/// <param name="descriptor">The descriptor; null for one that is closed.</param>
internal sealed partial class DescriptorStream(int? descriptor) : Stream
{
    private const int Interrupted = 4, BrokenPipe = 32;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <exception cref="BrokenPipeException">The reader has gone.</exception>
    /// <exception cref="IOException">The descriptor is closed, or the disk behind it is full.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            if (descriptor is not { } open) { throw new IOException("it is closed"); }
            nint written = WriteTo(open, buffer, buffer.Length);
            if (written >= 0)
            {
                buffer = buffer[(int)written..];
                continue;
            }

            switch (Marshal.GetLastPInvokeError())
            {
                case Interrupted: continue;
                case BrokenPipe: throw new BrokenPipeException();
                default: throw new IOException(Marshal.GetLastPInvokeErrorMessage());
            }
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint WriteTo(int descriptor, ReadOnlySpan<byte> bytes, nint count);
}

/// <summary>The reader of a pipe has gone: <c>hebb … | head</c>.</summary>
internal sealed class BrokenPipeException() : IOException("the reader has gone");

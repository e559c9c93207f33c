using System.Buffers.Binary;
using System.Globalization;
using Google.Protobuf;
using Hebb.Interop.TensorBoard.Protos;

namespace Hebb.Interop.TensorBoard;

/// <summary>A file of events as TensorBoard reads it while it grows: TFRecords of <see cref="Event"/> messages.</summary>
internal sealed class EventFile : IDisposable
{
    private const int LengthSize = sizeof(ulong), ChecksumSize = sizeof(uint);

    private static int s_made;

    private readonly FileStream _stream;

    /// <summary>Makes a file with a name of its own.</summary>
    public EventFile(string directory)
    {
        Directory.CreateDirectory(directory);
        // The pattern that TensorBoard looks for; files of one folder are read in the order of their names.
        string host = string.Concat(Environment.MachineName.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-'));
        int number = Interlocked.Increment(ref s_made) - 1;
        FilePath = Path.Combine(directory, string.Create(
            CultureInfo.InvariantCulture, $"events.out.tfevents.{DateTimeOffset.UtcNow.ToUnixTimeSeconds():D10}.{host}.{Environment.ProcessId}.{number}.v2"));
        _stream = new(FilePath, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        Write(new() { FileVersion = "brain.Event:2" });
        Flush();
    }

    /// <summary>The path of the file.</summary>
    public string FilePath { get; }

    /// <summary>Seconds since 1970.</summary>
    public static double Now => (DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).TotalSeconds;

    /// <summary>Appends an event with the present time.</summary>
    public void Write(Event item)
    {
        item.WallTime = Now;
        int length = item.CalculateSize();
        // One write for a whole record: a reader meets at most the last one incomplete, and waits.
        byte[] record = new byte[LengthSize + ChecksumSize + length + ChecksumSize];
        Span<byte> header = record.AsSpan(0, LengthSize), data = record.AsSpan(LengthSize + ChecksumSize, length);
        BinaryPrimitives.WriteUInt64LittleEndian(header, (ulong)length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(LengthSize), Crc32C.Masked(header));
        item.WriteTo(data);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(record.Length - ChecksumSize), Crc32C.Masked(data));
        _stream.Write(record);
    }

    /// <summary>Lets readers see everything written so far.</summary>
    public void Flush() => _stream.Flush();

    /// <summary>Ends the file.</summary>
    public void Dispose() => _stream.Dispose();
}

namespace Hebb.Formats;

/// <summary>Opens files and streams for readers that check their bounds.</summary>
internal static class FileBytes
{
    /// <summary>
    /// Files up to this size are read at once and closed; of larger ones only what is asked for comes into memory, and they stay open till then.
    /// </summary>
    public const int MostInMemory = 1 << 30;

    /// <summary>The bytes of a file.</summary>
    public static ByteSource Open(string path)
    {
        if (Directory.Exists(path)) { throw new FileFormatException($"{path}: found a folder; expected a file."); }
        FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        string name = Path.GetFileName(path);
        if (stream.CanSeek && stream.Length > MostInMemory) { return ByteSource.Of(stream, name); }
        using (stream) { return Open(stream, name); }
    }

    /// <summary>The bytes of a stream from its position to its end. What does not fit in memory goes to a temporary file, for the stream may be closed
    /// before everything is asked for.</summary>
    public static ByteSource Open(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (stream.CanSeek && stream.Length - stream.Position <= MostInMemory) { return ByteSource.Of(Read(stream, name)); }
        MemoryStream start = new();
        byte[] buffer = new byte[1 << 16];
        while (start.Length <= MostInMemory && stream.Read(buffer) is > 0 and int read) { start.Write(buffer.AsSpan(0, read)); }
        if (start.Length <= MostInMemory) { return ByteSource.Of(start.GetBuffer().AsMemory(0, (int)start.Length)); }

        FileStream copy = new(
            Path.Combine(Path.GetTempPath(), $"hebb-{Guid.NewGuid():N}.tmp"),
            new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose });
        start.WriteTo(copy);
        start.Dispose();
        stream.CopyTo(copy);
        return ByteSource.Of(copy, name);
    }

    /// <summary>The bytes of a stream that can seek, from its position to its end, in memory.</summary>
    /// <exception cref="FileFormatException">The stream holds more than an array can, or ends early.</exception>
    public static byte[] Read(Stream stream, string name)
    {
        long length = stream.Length - stream.Position;
        if (length > Array.MaxLength) { throw new FileFormatException($"{name}: found more than 2 GiB; expected less."); }
        byte[] bytes = new byte[length];
        try
        {
            stream.ReadExactly(bytes);
        }
        catch (EndOfStreamException error)
        {
            throw new FileFormatException($"{name}: found the end before {length} bytes; expected as many as the stream declares.", error);
        }

        return bytes;
    }
}

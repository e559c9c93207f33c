namespace Hebb.Formats;

/// <summary>Whole files and streams in memory, where every reader checks its bounds.</summary>
internal static class FileBytes
{
    /// <summary>The bytes of a file.</summary>
    /// <exception cref="FileFormatException">The file is larger than an array can be.</exception>
    public static byte[] Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Read(stream, Path.GetFileName(path));
    }

    /// <summary>The bytes of a stream from its position to its end.</summary>
    /// <exception cref="FileFormatException">The stream holds more than an array can.</exception>
    public static byte[] Read(Stream stream, string name)
    {
        if (stream.CanSeek)
        {
            long length = stream.Length - stream.Position;
            if (length > Array.MaxLength) { throw TooLarge(name); }
            byte[] bytes = new byte[length];
            stream.ReadExactly(bytes);
            return bytes;
        }

        using MemoryStream copy = new();
        try
        {
            stream.CopyTo(copy);
        }
        catch (IOException) when (copy.Length > Array.MaxLength - (1 << 20))
        {
            throw TooLarge(name);
        }

        return copy.ToArray();
    }

    private static FileFormatException TooLarge(string name) =>
        new($"{name}: found more than 2 GiB; files up to 2 GiB are read. Split the model's weights over several files.");
}

namespace Hebb.Formats.Hdf5;

/// <summary>
/// HDF5 files as Keras writes them, and as users repack them with compression. Links to other places, external storage and
/// virtual datasets are refused: a model file never reads another file.
/// </summary>
internal static class Hdf5File
{
    /// <summary>Reads a file; arrays are decoded when they are asked for.</summary>
    /// <exception cref="FileFormatException">The file is damaged, or uses a part of HDF5 that is not read.</exception>
    public static Hdf5Group Read(string path) => Read(FileBytes.Open(path), Path.GetFileName(path));

    /// <summary>Reads a stream from its position to its end.</summary>
    /// <exception cref="FileFormatException">The file is damaged, or uses a part of HDF5 that is not read.</exception>
    public static Hdf5Group Read(Stream stream, string name = "HDF5 stream") => Read(FileBytes.Open(stream, name), name);

    /// <summary>Reads a file in memory; <paramref name="name"/> is what error messages call it.</summary>
    /// <exception cref="FileFormatException">The file is damaged, or uses a part of HDF5 that is not read.</exception>
    public static Hdf5Group Read(ReadOnlyMemory<byte> bytes, string name = "HDF5 file") => Read(ByteSource.Of(bytes), name);

    /// <summary>Reads a file, of which the data are read when they are asked for.</summary>
    /// <exception cref="FileFormatException">The file is damaged, or uses a part of HDF5 that is not read.</exception>
    public static Hdf5Group Read(ByteSource bytes, string name)
    {
        (Hdf5Image image, ulong root) = Superblock.Read(bytes, name);
        return new TreeReader(image).ReadRoot(root);
    }

    /// <summary>Whether the bytes begin as an HDF5 file does, possibly behind a user block.</summary>
    public static bool IsHdf5(ByteSource bytes) => Superblock.Find(bytes) >= 0;

    /// <summary>Writes a file; equal trees give equal bytes.</summary>
    /// <exception cref="ArgumentException">The tree cannot be held by the format; the message says which part.</exception>
    public static void Write(Stream stream, Hdf5Group root)
    {
        foreach (ReadOnlyMemory<byte> part in Hdf5Writer.Build(root)) { stream.Write(part.Span); }
    }

    /// <summary>Writes a file, replacing an old one only when the new one is complete.</summary>
    /// <exception cref="ArgumentException">The tree cannot be held by the format; the message says which part.</exception>
    public static void Write(string path, Hdf5Group root) => AtomicFile.Write(path, stream => Write(stream, root));
}

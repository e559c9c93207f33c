using Hebb.Formats.Zip;

namespace Hebb.Formats.NumPy;

/// <summary>NumPy's archives of named arrays, <c>.npz</c>: zip files of <c>.npy</c> members.</summary>
public static class Npz
{
    /// <summary>Reads a file; arrays are in the order of the archive, under their names without <c>.npy</c>.</summary>
    /// <exception cref="FileFormatException">The file is damaged, or holds what is not read.</exception>
    public static OrderedDictionary<string, StoredArray> Read(string path) => Read(FileBytes.Open(path), Path.GetFileName(path));

    /// <summary>Reads a stream from its position to its end.</summary>
    /// <exception cref="FileFormatException">The file is damaged, or holds what is not read.</exception>
    public static OrderedDictionary<string, StoredArray> Read(Stream stream) => Read(FileBytes.Open(stream, "npz stream"), "npz stream");

    /// <summary>Reads a file in memory; <paramref name="name"/> is what error messages call it.</summary>
    /// <exception cref="FileFormatException">The file is damaged, or holds what is not read.</exception>
    public static OrderedDictionary<string, StoredArray> Read(ReadOnlyMemory<byte> bytes, string name = "npz file") => Read(ByteSource.Of(bytes), name);

    private static OrderedDictionary<string, StoredArray> Read(ByteSource bytes, string name)
    {
        ZipReader zip = new(bytes, name);
        OrderedDictionary<string, StoredArray> arrays = [];
        foreach (string member in zip.Names)
        {
            string key = member.EndsWith(".npy", StringComparison.Ordinal) ? member[..^4] : member;
            if (!arrays.TryAdd(key, Npy.Read(zip.Open(member), $"{name}/{member}")))
            {
                throw new FileFormatException($"{name}: found two arrays named '{key}'; expected names used once.");
            }
        }

        return arrays;
    }

    /// <summary>Writes a file, replacing an old one only when the new one is complete.</summary>
    /// <exception cref="ArgumentException">The name does not end in .npz, or an array cannot be written.</exception>
    public static void Write(string path, IEnumerable<KeyValuePair<string, StoredArray>> arrays)
    {
        FileEnding.Of(path, "Npz.Write");
        AtomicFile.Write(path, stream => Write(stream, arrays));
    }

    /// <summary>Writes arrays, uncompressed, in their order; equal arrays give equal bytes.</summary>
    public static void Write(Stream stream, IEnumerable<KeyValuePair<string, StoredArray>> arrays)
    {
        ArgumentNullException.ThrowIfNull(arrays);
        ZipWriter zip = new(stream);
        foreach ((string name, StoredArray array) in arrays) { zip.Add(name + ".npy", Npy.Build(array)); }
        zip.Finish();
    }
}

using System.Text;
using Hebb.Data.Reading;

namespace Hebb.Data.Text;

/// <summary>Reads files of text as tables are read: Unicode where it is valid, otherwise Windows-1252, or the encoding that is given.</summary>
public static class TextFile
{
    private const int Largest = 256 << 20;

    /// <summary>Reads a file of text.</summary>
    /// <param name="path">The file.</param>
    /// <param name="encoding">The encoding of text that has no byte order mark; null to find out.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataException">It is too large, or holds something else than text.</exception>
    public static string Read(string path, Encoding? encoding = null)
    {
        FileInfo file = new(path);
        if (!file.Exists) { throw new FileNotFoundException($"There is no file '{path}'. Expected text.", path); }
        return Decode(Bytes(file), path, encoding);
    }

    /// <summary>Bytes as text.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="name">Where they come from, for errors.</param>
    /// <param name="encoding">The encoding of text that has no byte order mark; null to find out.</param>
    /// <exception cref="DataException">They are something else than text.</exception>
    public static string Decode(byte[] bytes, string name, Encoding? encoding = null)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        FileKind.RequireText(bytes, name);
        (Encoding found, bool hasMark, _) = EncodingSniffer.Detect(new MemoryStream(bytes, writable: false));
        return (hasMark ? found : encoding ?? found).GetString(bytes).TrimStart('\uFEFF');
    }

    private static byte[] Bytes(FileInfo file) => file.Length <= Largest
        ? File.ReadAllBytes(file.FullName)
        : throw new DataException($"The file has {file.Length} bytes; texts of at most {Largest} are read.", file.FullName);
}

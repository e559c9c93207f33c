using System.Text;

namespace Hebb.Data.Text;

/// <summary>Reads files of text.</summary>
public static class TextFile
{
    private const int Largest = 256 << 20;

    /// <summary>Reads a file of text in UTF-8.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataException">It is too large, or not valid UTF-8.</exception>
    public static string Read(string path)
    {
        FileInfo file = new(path);
        if (!file.Exists) { throw new FileNotFoundException($"There is no file '{path}'. Expected text in UTF-8.", path); }
        if (file.Length > Largest) { throw new DataException($"The file has {file.Length} bytes; texts of at most {Largest} are read.", path); }
        return Decode(File.ReadAllBytes(path), path);
    }

    /// <summary>Bytes as text in UTF-8.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="name">Where they come from, for errors.</param>
    /// <exception cref="DataException">They are not valid UTF-8.</exception>
    public static string Decode(byte[] bytes, string name)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException wrong)
        {
            throw new DataException($"Byte {wrong.Index} is no UTF-8. Save the file as UTF-8.", name);
        }
    }
}

using System.Globalization;
using System.Text;

namespace Hebb.Formats.NumPy;

/// <summary>Texts of npy files: every text has the same room, in bytes or in UTF-32.</summary>
internal static class NpyText
{
    /// <summary>Reads texts; zeros at their ends are padding.</summary>
    public static string[] Decode(ReadOnlySpan<byte> data, int size, int count, bool wide, bool big, string name)
    {
        Encoding encoding = wide ? new UTF32Encoding(big, false, throwOnInvalidCharacters: true) : new UTF8Encoding(false, throwOnInvalidBytes: true);
        string[] texts = new string[count];
        try
        {
            for (int i = 0; i < count; i++) { texts[i] = encoding.GetString(data.Slice(i * size, size)).TrimEnd('\0'); }
        }
        catch (DecoderFallbackException)
        {
            throw Npy.Error(name, "text that is not Unicode", wide ? "UTF-32" : "ASCII or UTF-8");
        }

        return texts;
    }

    /// <summary>Gives all texts the room of the longest.</summary>
    public static (string Descr, ReadOnlyMemory<byte> Data) Encode(string[] texts)
    {
        UTF32Encoding encoding = new(false, false, throwOnInvalidCharacters: true);
        int size = texts.Length == 0 ? 0 : texts.Max(encoding.GetByteCount);
        byte[] data = new byte[checked(size * texts.Length)];
        for (int i = 0; i < texts.Length; i++) { encoding.GetBytes(texts[i], data.AsSpan(i * size)); }
        return ("<U" + (size / 4).ToString(CultureInfo.InvariantCulture), data);
    }
}

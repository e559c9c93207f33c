using System.Text;

namespace Hebb.Data.Reading;

/// <summary>Names files that hold something else than text in rows, by how they begin.</summary>
internal static class FileKind
{
    private const int Looked = 512;

    /// <summary>Beginnings of binary files: what they are, and what to do.</summary>
    private static readonly (byte[] Start, int At, string What, string Do)[] s_binary =
    [
        (B("\x1F\x8B"), 0, "a gzip archive", "Unpack it first: gunzip"),
        (B("BZh"), 0, "a bzip2 archive", "Unpack it first"),
        (B("\u00FD7zXZ"), 0, "an xz archive", "Unpack it first"),
        (B("\x28\xB5\x2F\xFD"), 0, "a Zstandard archive", "Unpack it first"),
        (B("7z\xBC\xAF"), 0, "a 7-Zip archive", "Unpack it first"),
        (B("Rar!"), 0, "a RAR archive", "Unpack it first"),
        (B("PAR1"), 0, "a Parquet file", "Save it as CSV first, for example with pandas: read_parquet(…).to_csv(…)"),
        (B("ARROW1"), 0, "an Arrow file", "Save it as CSV first"),
        (B("FEA1"), 0, "a Feather file", "Save it as CSV first"),
        (B("Obj\x01"), 0, "an Avro file", "Save it as CSV first"),
        (B("ORC"), 0, "an ORC file", "Save it as CSV first"),
        (B("\xD0\xCF\x11\xE0"), 0, "an old Excel or Word file", "Save the sheet as CSV first"),
        (B("SQLite format 3"), 0, "an SQLite database", "Export the table as CSV first"),
        (B("\x89PNG"), 0, "an image (PNG)", "Put images into a folder for each class and name the parent folder"),
        (B("\xFF\xD8\xFF"), 0, "an image (JPEG)", "Put images into a folder for each class and name the parent folder"),
        (B("GIF8"), 0, "an image (GIF)", "Put images into a folder for each class and name the parent folder"),
        (B("BM"), 0, "an image (BMP)", "Put images into a folder for each class and name the parent folder"),
        (B("II*\0"), 0, "an image (TIFF)", "Convert it to PNG first"),
        (B("MM\0*"), 0, "an image (TIFF)", "Convert it to PNG first"),
        (B("WEBP"), 8, "an image (WebP)", "Convert it to PNG first"),
        (B("WAVE"), 8, "a sound (WAV)", "Put sounds into a folder for each class and name the parent folder"),
        (B("ID3"), 0, "a sound (MP3)", "Convert it to WAV first"),
        (B("OggS"), 0, "a sound (Ogg)", "Convert it to WAV first"),
        (B("fLaC"), 0, "a sound (FLAC)", "Convert it to WAV first"),
        (B("\x89HDF"), 0, "an HDF5 file", "Save the data in it as CSV first"),
        (B("\x93NUMPY"), 0, "a NumPy array", "Save it as CSV first"),
        (B("MATLAB"), 0, "a MATLAB file", "Save it as CSV first"),
        (B("\x7F" + "ELF"), 0, "a program", "Specify a file with rows"),
        (B("MZ"), 0, "a program", "Specify a file with rows"),
        (B("\x80\x02"), 0, "a Python pickle", "Save it as CSV first, for example with pandas: to_csv(…)"),
        (B("\x80\x03"), 0, "a Python pickle", "Save it as CSV first, for example with pandas: to_csv(…)"),
        (B("\x80\x04"), 0, "a Python pickle", "Save it as CSV first, for example with pandas: to_csv(…)"),
        (B("\x80\x05"), 0, "a Python pickle", "Save it as CSV first, for example with pandas: to_csv(…)"),
    ];

    /// <summary>Refuses a file that holds no text.</summary>
    /// <param name="start">How it begins.</param>
    /// <param name="source">Its name, for the error.</param>
    /// <exception cref="DataException">It holds something else; the message says what, and what to do.</exception>
    public static void RequireText(ReadOnlySpan<byte> start, string? source)
    {
        start = start[..Math.Min(start.Length, Looked)];
        if (start.StartsWith("%PDF-"u8)) { throw Error("a PDF document", "Save the table in it as CSV first", source); }
        if (!HasControls(start) || EncodingSniffer.IsWide(start)) { return; }
        if (start.StartsWith("PK"u8))
        {
            bool isWorkbook = start.IndexOf("xl/"u8) >= 0 || start.IndexOf("[Content_Types].xml"u8) >= 0
                || source?.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase) == true;
            throw isWorkbook ? Error("an Excel workbook", "Save the sheet as CSV first", source) : Error("a zip archive", "Unpack it first", source);
        }

        foreach ((byte[] magic, int at, string what, string todo) in s_binary)
        {
            if (start.Length >= at && start[at..].StartsWith(magic)) { throw Error(what, todo, source); }
        }

        throw Error("binary data", "Specify a text file", source);
    }

    /// <summary>Refuses text that is no rows: JSON that is not an object on each line, or a web page.</summary>
    /// <exception cref="DataException">It holds something else; the message says what, and what to do.</exception>
    public static void RequireRows(string text, string? source)
    {
        ReadOnlySpan<char> start = text.AsSpan().TrimStart();
        if (start.StartsWith("<!DOCTYPE", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase))
        {
            throw Error("a web page", "Download the data rather than the page that shows them", source);
        }

        if (start.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase)) { throw Error("XML", "Save the table in it as CSV first", source); }
        bool isList = start.Length > 1 && start[0] == '[' && start[1..].TrimStart() is ['{' or '[' or '"' or ']', ..];
        if (isList) { throw Error("JSON", "Write an object on each line (.jsonl), or CSV", source); }
    }

    /// <summary>Whether there are control characters that text does not have.</summary>
    private static bool HasControls(ReadOnlySpan<byte> start)
    {
        foreach (byte value in start)
        {
            if (value < 32 && value is not (9 or 10 or 11 or 12 or 13 or 26 or 27)) { return true; }
        }

        return false;
    }

    private static DataException Error(string what, string todo, string? source) =>
        new($"The file is {what}, not a table in text. {todo}. Expected CSV, or a JSON object on each line.", source);

    private static byte[] B(string latin) => Encoding.Latin1.GetBytes(latin);
}

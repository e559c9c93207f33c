using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Hebb.Formats.Zip;

namespace Hebb.Data.Images;

/// <summary>
/// Reads PNG (ISO/IEC 15948): all colour types and bit depths, interlaced or not, transparency; checksums are verified. Depths below 8 bits are stretched to
/// 0 to 255, 16 bits are rounded to 8. Gamma and colour profiles are not applied.
/// </summary>
internal static class PngDecoder
{
    private static readonly byte[] s_signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    // The seven passes of Adam7: first column, first row, and the steps between pixels.
    private static readonly (int X, int Y, int StepX, int StepY)[] s_passes =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    /// <summary>Decodes a file.</summary>
    public static Image Decode(byte[] bytes, int maxPixels)
    {
        if (!bytes.AsSpan().StartsWith(s_signature)) { throw new ImageException("the first eight bytes are damaged, as by a transfer in text mode"); }
        PngHeader? header = null;
        byte[] palette = [], transparency = [];
        MemoryStream compressed = new();
        foreach ((string type, int start, int length) in Chunks(bytes))
        {
            ReadOnlySpan<byte> data = bytes.AsSpan(start, length);
            if (header is null && type != "IHDR") { throw new ImageException($"the chunk '{type}' comes before the header"); }
            switch (type)
            {
                case "IHDR": header = PngHeader.Read(data, maxPixels); break;
                case "PLTE" when length % 3 != 0 || length is 0 or > 768: throw new ImageException($"its palette has {length} bytes");
                case "PLTE": palette = data.ToArray(); break;
                case "tRNS": transparency = data.ToArray(); break;
                case "IDAT": compressed.Write(data); break;
                default:
                    // Lower-case first letters mark what a reader may skip.
                    if (type is not "IEND" && char.IsAsciiLetterUpper(type[0])) { throw new ImageException($"it needs the unknown chunk '{type}'"); }
                    break;
            }
        }

        if (header is null) { throw ImageFormats.Truncated(); }
        byte[] raw = Inflate(compressed, RawSize(header));
        PngPixels pixels = new(header, palette, transparency);
        int position = 0;
        foreach ((int x, int y, int stepX, int stepY) in header.IsInterlaced ? s_passes : [(0, 0, 1, 1)])
        {
            int width = (header.Width - x + stepX - 1) / stepX, height = (header.Height - y + stepY - 1) / stepY;
            if (width == 0 || height == 0) { continue; }
            int stride = header.Stride(width);
            ReadOnlySpan<byte> above = new byte[stride];
            for (int row = 0; row < height; row++)
            {
                Span<byte> line = raw.AsSpan(position + 1, stride);
                Unfilter(raw[position], line, above, header.PixelBytes);
                pixels.Write(line, width, x, y + (row * stepY), stepX);
                above = line;
                position += stride + 1;
            }
        }

        return pixels.Image;
    }

    private static IEnumerable<(string Type, int Start, int Length)> Chunks(byte[] bytes)
    {
        for (int position = s_signature.Length; ;)
        {
            if (bytes.Length - position < 12) { throw ImageFormats.Truncated(); }
            uint length = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(position));
            if (length > bytes.Length - position - 12) { throw ImageFormats.Truncated(); }
            string type = Encoding.Latin1.GetString(bytes, position + 4, 4);
            int start = position + 8, size = (int)length;
            if (Crc32.Append(0, bytes.AsSpan(position + 4, size + 4)) != BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(start + size)))
            {
                throw new ImageException($"the checksum of the chunk '{type}' is wrong; the file is damaged");
            }

            yield return (type, start, size);
            if (type == "IEND") { yield break; }
            position = start + size + 4;
        }
    }

    /// <summary>Bytes of all rows with their filter bytes.</summary>
    private static long RawSize(PngHeader header)
    {
        if (!header.IsInterlaced) { return (header.Stride(header.Width) + 1L) * header.Height; }
        long size = 0;
        foreach ((int x, int y, int stepX, int stepY) in s_passes)
        {
            int width = (header.Width - x + stepX - 1) / stepX, height = (header.Height - y + stepY - 1) / stepY;
            size += width > 0 && height > 0 ? (header.Stride(width) + 1L) * height : 0;
        }

        return size;
    }

    private static byte[] Inflate(MemoryStream compressed, long size)
    {
        // Deflate makes at most 1032 bytes of one: more cannot come, so no memory is taken for it.
        if (size > (compressed.Length * 1032) + 1032) { throw new ImageException($"{compressed.Length} bytes cannot hold its pixels; the file is damaged"); }
        if (size > Array.MaxLength) { throw new ImageException($"its pixels take {size} bytes; at most {Array.MaxLength} can be read"); }
        byte[] raw = new byte[size];
        compressed.Position = 0;
        using ZLibStream inflating = new(compressed, CompressionMode.Decompress);
        if (inflating.ReadAtLeast(raw, raw.Length, throwOnEndOfStream: false) < raw.Length) { throw ImageFormats.Truncated(); }
        _ = inflating.ReadByte(); // reading to the end compares the checksum
        return raw;
    }

    private static void Unfilter(int filter, Span<byte> line, ReadOnlySpan<byte> above, int pixel)
    {
        switch (filter)
        {
            case 0: break;
            case 1:
                for (int i = pixel; i < line.Length; i++) { line[i] += line[i - pixel]; }
                break;
            case 2:
                for (int i = 0; i < line.Length; i++) { line[i] += above[i]; }
                break;
            case 3:
                for (int i = 0; i < line.Length; i++) { line[i] += (byte)(((i < pixel ? 0 : line[i - pixel]) + above[i]) >> 1); }
                break;
            case 4:
                for (int i = 0; i < line.Length; i++) { line[i] += i < pixel ? above[i] : Paeth(line[i - pixel], above[i], above[i - pixel]); }
                break;
            default: throw new ImageException($"a row has the unknown filter {filter}; the file is damaged");
        }
    }

    /// <summary>The neighbor closest to left + above − corner; left wins over above, above over corner.</summary>
    internal static byte Paeth(int left, int above, int corner)
    {
        int toLeft = Math.Abs(above - corner), toAbove = Math.Abs(left - corner), toCorner = Math.Abs(left + above - corner - corner);
        return (byte)(toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner);
    }
}

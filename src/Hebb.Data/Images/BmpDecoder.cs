using System.Buffers.Binary;
using System.Numerics;

namespace Hebb.Data.Images;

/// <summary>
/// Reads Windows and OS/2 bitmaps of 1, 4, 8, 16, 24 and 32 bits a pixel, 8-bit run lengths, bit masks, rows from below or from above. A palette of greys gives
/// one channel; opacity is read where a mask says so.
/// </summary>
internal static class BmpDecoder
{
    /// <summary>A compression.</summary>
    public const int None = 0, Rle8 = 1, BitFields = 3;

    /// <summary>Decodes a file.</summary>
    public static Image Decode(byte[] bytes, int maxPixels)
    {
        if (bytes.Length < 26) { throw ImageFormats.Truncated(); }
        int start = Int(bytes, 10), headerSize = Int(bytes, 14);
        bool isCore = headerSize == 12;
        if (headerSize is not (12 or 40 or 52 or 56 or 64 or 108 or 124) || bytes.Length < 14 + headerSize)
        {
            throw new ImageException($"its header says it has {headerSize} bytes, which is not a known kind of BMP");
        }

        int width = isCore ? Short(bytes, 18) : Int(bytes, 18), signedHeight = isCore ? Short(bytes, 20) : Int(bytes, 22);
        long height = Math.Abs((long)signedHeight);
        ImageFormats.CheckSize(width, height, maxPixels);
        int bits = isCore ? Short(bytes, 24) : Short(bytes, 28), compression = isCore ? None : Int(bytes, 30);
        bool isKnown = (compression == None && bits is 1 or 4 or 8 or 16 or 24 or 32)
            || (compression == Rle8 && bits == 8)
            || (compression == BitFields && bits is 16 or 32);
        if (!isKnown) { throw new ImageException($"{bits} bits a pixel with compression {compression} are not supported; save it as PNG"); }
        if (start < 14 + headerSize || start > bytes.Length) { throw ImageFormats.Truncated(); }
        Bitmap bitmap = new(bytes, start, width, (int)height, bits, signedHeight < 0);
        if (bits > 8)
        {
            return Deep(bitmap, compression == BitFields ? Masks(bytes, headerSize) : bits == 16 ? [0x7C00, 0x3E0, 0x1F, 0] : [0xFF0000, 0xFF00, 0xFF, 0]);
        }

        int entry = isCore ? 3 : 4, used = isCore ? 0 : Int(bytes, 46),
            colors = Math.Min(used is > 0 and <= 256 ? used : 1 << bits, (start - 14 - headerSize) / entry);
        byte[] indices = compression == Rle8 ? RunLengths(bitmap) : Indices(bitmap);
        return Colored(bitmap, indices, bytes.AsSpan(14 + headerSize, colors * entry), entry);
    }

    private static byte[] Indices(Bitmap bitmap)
    {
        bitmap.CheckRows();
        byte[] indices = new byte[bitmap.Width * bitmap.Height];
        int mask = (1 << bitmap.Bits) - 1;
        for (int y = 0; y < bitmap.Height; y++)
        {
            ReadOnlySpan<byte> line = bitmap.Row(y);
            Span<byte> target = indices.AsSpan(y * bitmap.Width, bitmap.Width);
            for (int x = 0; x < target.Length; x++)
            {
                int bit = x * bitmap.Bits;
                target[x] = (byte)((line[bit >> 3] >> (8 - bitmap.Bits - (bit & 7))) & mask);
            }
        }

        return indices;
    }

    private static byte[] RunLengths(Bitmap bitmap)
    {
        (byte[] bytes, int position) = (bitmap.Bytes, bitmap.Start);

        // Two bytes make at most 255 pixels: memory is taken for what can come, and a small image may be left empty.
        if (bitmap.Width * (long)bitmap.Height > ((bytes.Length - position) * 128L) + (1 << 16)) { throw ImageFormats.Truncated(); }
        byte[] indices = new byte[bitmap.Width * bitmap.Height];
        int x = 0, y = 0;
        while (true)
        {
            if (position + 2 > bytes.Length) { throw ImageFormats.Truncated(); }
            (int count, int value) = (bytes[position], bytes[position + 1]);
            position += 2;
            if (count > 0)
            {
                Pixels(count).Fill((byte)value);
                continue;
            }

            switch (value)
            {
                case 0:
                    (x, y) = (0, y + 1);
                    break;
                case 1:
                    return indices;
                case 2:
                    if (position + 2 > bytes.Length) { throw ImageFormats.Truncated(); }
                    (x, y) = (x + bytes[position], y + bytes[position + 1]);
                    position += 2;
                    break;
                default:
                    if (position + value > bytes.Length) { throw ImageFormats.Truncated(); }
                    bytes.AsSpan(position, value).CopyTo(Pixels(value));
                    position += value + (value & 1);
                    break;
            }
        }

        Span<byte> Pixels(int count)
        {
            if (y >= bitmap.Height || x + count > bitmap.Width) { throw new ImageException("a run of pixels leaves the image; the file is damaged"); }
            Span<byte> pixels = indices.AsSpan((bitmap.Line(y) * bitmap.Width) + x, count);
            x += count;
            return pixels;
        }
    }

    private static Image Colored(Bitmap bitmap, byte[] indices, ReadOnlySpan<byte> palette, int entry)
    {
        bool isGrey = true;
        int colors = palette.Length / entry;
        for (int i = 0; i < colors; i++) { isGrey &= palette[i * entry] == palette[(i * entry) + 1] && palette[i * entry] == palette[(i * entry) + 2]; }
        int channels = isGrey ? 1 : 3;
        byte[] pixels = new byte[indices.Length * channels];
        for (int i = 0; i < indices.Length; i++)
        {
            if (indices[i] >= colors) { throw new ImageException($"a pixel has colour {indices[i]} of a palette of {colors}"); }
            ReadOnlySpan<byte> color = palette.Slice(indices[i] * entry, 3);
            for (int c = 0; c < channels; c++) { pixels[(i * channels) + c] = color[2 - c]; }
        }

        return new Image(bitmap.Width, bitmap.Height, channels, pixels);
    }

    private static Image Deep(Bitmap bitmap, uint[] masks)
    {
        bitmap.CheckRows();
        int channels = masks[3] == 0 ? 3 : 4, size = bitmap.Bits / 8;
        byte[] pixels = new byte[checked(bitmap.Width * bitmap.Height * channels)];
        int target = 0;
        for (int y = 0; y < bitmap.Height; y++)
        {
            ReadOnlySpan<byte> line = bitmap.Row(y);
            for (int x = 0; x < bitmap.Width; x++)
            {
                uint value = 0;
                for (int i = size - 1; i >= 0; i--) { value = (value << 8) | line[(x * size) + i]; }
                for (int c = 0; c < channels; c++)
                {
                    uint most = masks[c] >> BitOperations.TrailingZeroCount(masks[c]);
                    ulong sample = (value & masks[c]) >> BitOperations.TrailingZeroCount(masks[c]);
                    pixels[target++] = (byte)(((sample * 255) + (most >> 1)) / most);
                }
            }
        }

        return new Image(bitmap.Width, bitmap.Height, channels, pixels);
    }

    /// <summary>The bits of red, green, blue and opacity: behind the header of 40 bytes, inside the longer ones.</summary>
    private static uint[] Masks(byte[] bytes, int headerSize)
    {
        int count = headerSize >= 56 ? 4 : 3;
        if (bytes.Length < 54 + (count * 4)) { throw ImageFormats.Truncated(); }
        uint[] masks = [.. Enumerable.Range(0, count).Select(i => unchecked((uint)Int(bytes, 54 + (i * 4)))), .. count == 3 ? [0u] : Array.Empty<uint>()];
        return masks.Take(3).All(mask => mask != 0) ? masks : throw new ImageException("one of its colours has no bits");
    }

    private static int Int(byte[] bytes, int position) => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(position));

    private static int Short(byte[] bytes, int position) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(position));

    /// <summary>Where rows lie.</summary>
    private sealed record Bitmap(byte[] Bytes, int Start, int Width, int Height, int Bits, bool IsFromAbove)
    {
        private int Stride => (int)((((long)Width * Bits) + 31) / 32 * 4);

        /// <summary>The row of the image that the file's row <paramref name="y"/> is.</summary>
        public int Line(int y) => IsFromAbove ? y : Height - 1 - y;

        /// <summary>The bytes of the image's row <paramref name="y"/>.</summary>
        public ReadOnlySpan<byte> Row(int y) => Bytes.AsSpan(Start + (Line(y) * Stride), Stride);

        public void CheckRows()
        {
            if ((long)Stride * Height > Bytes.Length - Start) { throw ImageFormats.Truncated(); }
        }
    }
}

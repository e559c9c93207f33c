using System.Buffers.Binary;

namespace Hebb.Data.Images;

/// <summary>Size and kind of a PNG image.</summary>
internal sealed record PngHeader(int Width, int Height, int Depth, int ColorType, bool IsInterlaced)
{
    /// <summary>A colour type.</summary>
    public const int Grey = 0, Rgb = 2, Palette = 3, GreyAlpha = 4, Rgba = 6;

    /// <summary>Samples of a pixel as stored.</summary>
    public int Samples => ColorType switch { Rgb => 3, GreyAlpha => 2, Rgba => 4, _ => 1 };

    /// <summary>Bytes of a pixel, at least one: what filters look back by.</summary>
    public int PixelBytes => Math.Max(1, Samples * Depth / 8);

    /// <summary>Bytes of a row, without its filter byte.</summary>
    public int Stride(int width) => (int)((((long)width * Samples * Depth) + 7) / 8);

    /// <summary>Reads and checks the header chunk.</summary>
    public static PngHeader Read(ReadOnlySpan<byte> data, int maxPixels)
    {
        if (data.Length != 13) { throw new ImageException($"its header has {data.Length} bytes, not 13"); }
        uint width = BinaryPrimitives.ReadUInt32BigEndian(data), height = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
        ImageFormats.CheckSize(width, height, maxPixels);
        (int depth, int color) = (data[8], data[9]);
        bool isKnown = color switch
        {
            Grey => depth is 1 or 2 or 4 or 8 or 16,
            Palette => depth is 1 or 2 or 4 or 8,
            Rgb or GreyAlpha or Rgba => depth is 8 or 16,
            _ => false,
        };
        if (!isKnown || data[10] != 0 || data[11] != 0 || data[12] > 1)
        {
            throw new ImageException(
                $"its header says colour type {color}, depth {depth}, compression {data[10]}, filter {data[11]}, interlace {data[12]}, which is not a PNG");
        }

        return new PngHeader((int)width, (int)height, depth, color, data[12] == 1);
    }
}

using System.Buffers.Binary;

namespace Hebb.Data.Images;

/// <summary>Writes Windows bitmaps: 8 bits with a palette of greys, 24 bits, or 32 bits with opacity.</summary>
internal static class BmpEncoder
{
    /// <summary>The image as a file.</summary>
    public static byte[] Encode(Image image)
    {
        if (image.Channels == 2) { throw new NotSupportedException("BMP cannot hold gray with opacity. Write PNG, or convert: image.To(ImageColor.Rgba)."); }
        bool isGrey = image.Channels == 1, hasAlpha = image.Channels == 4;
        int headerSize = hasAlpha ? 108 : 40, start = 14 + headerSize + (isGrey ? 1024 : 0), stride = ((image.Width * image.Channels) + 3) / 4 * 4;
        byte[] file = new byte[checked(start + (stride * image.Height))];
        (file[0], file[1]) = ((byte)'B', (byte)'M');
        Put(file, 2, file.Length);
        Put(file, 10, start);
        Put(file, 14, headerSize);
        Put(file, 18, image.Width);
        Put(file, 22, image.Height);
        Put(file, 26, 1 | (image.Channels * 8 << 16));
        Put(file, 34, stride * image.Height);
        if (hasAlpha)
        {
            // Masks of red, green, blue and opacity; the colour space is sRGB.
            Put(file, 30, BmpDecoder.BitFields);
            foreach ((int at, uint mask) in ((int, uint)[])[(54, 0x00FF0000), (58, 0x0000FF00), (62, 0x000000FF), (66, 0xFF000000), (70, 0x73524742)])
            {
                Put(file, at, unchecked((int)mask));
            }
        }

        for (int i = 0; isGrey && i < 256; i++) { Put(file, 54 + (i * 4), i * 0x010101); }
        for (int y = 0; y < image.Height; y++)
        {
            ReadOnlySpan<byte> source = image.Pixels.Slice((image.Height - 1 - y) * image.Width * image.Channels, image.Width * image.Channels);
            Span<byte> target = file.AsSpan(start + (y * stride), stride);
            source.CopyTo(target);
            for (int x = 0; !isGrey && x < source.Length; x += image.Channels) { (target[x], target[x + 2]) = (source[x + 2], source[x]); }
        }

        return file;
    }

    private static void Put(byte[] file, int position, int value) => BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(position), value);
}

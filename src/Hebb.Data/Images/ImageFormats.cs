namespace Hebb.Data.Images;

/// <summary>Finds the decoder for a file by its first bytes.</summary>
internal static class ImageFormats
{
    /// <summary>Decodes a file. Whatever is wrong with it becomes a <see cref="DataException"/> that names it.</summary>
    public static Image Decode(byte[] bytes, string name, ImageReadOptions options)
    {
        int maxPixels = options.MaxPixels;
        try
        {
            return bytes switch
            {
                [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => PngDecoder.Decode(bytes, maxPixels),
                [0xFF, 0xD8, 0xFF, ..] => new JpegDecoder(bytes, options).Decode(),
                [(byte)'B', (byte)'M', ..] => BmpDecoder.Decode(bytes, maxPixels),
                [(byte)'P', (byte)'2' or (byte)'3' or (byte)'5' or (byte)'6', ..] => PnmDecoder.Decode(bytes, maxPixels),
                [] => throw new ImageException("the file is empty"),
                _ => throw new ImageException(
                    $"the file begins with {Convert.ToHexString(bytes.AsSpan(0, Math.Min(8, bytes.Length)))}, which is none of PNG, "
                    + "JPEG, BMP, PPM and PGM; convert it"),
            };
        }
        catch (ImageException wrong)
        {
            throw new DataException($"The image cannot be read: {wrong.Message}.", name);
        }
        catch (Exception wrong) when (wrong is InvalidDataException or IOException) // zlib reports some damage as the latter
        {
            throw new DataException("The image cannot be read: its compressed data are damaged. Get the file again.", name, value: wrong.Message);
        }
        catch (IndexOutOfRangeException)
        {
            // Headers are checked before they are believed; beyond that the bounds of arrays are the check, and leaving them means damaged data.
            throw new DataException("The image cannot be read: its data are damaged. Get the file again.", name);
        }
    }

    /// <summary>Refuses sizes that are zero or too large.</summary>
    public static void CheckSize(long width, long height, int maxPixels)
    {
        if (width < 1 || height < 1) { throw new ImageException($"it says it has {width} × {height} pixels"); }
        if ((Int128)width * height > maxPixels)
        {
            throw new ImageException($"it says it has {width} × {height} pixels, more than the {maxPixels} allowed; give a larger MaxPixels if that is right");
        }
    }

    /// <summary>The error of a file that ends too early.</summary>
    public static ImageException Truncated() => new("the file ends too early; get it again");
}

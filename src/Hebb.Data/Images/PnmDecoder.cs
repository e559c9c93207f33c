namespace Hebb.Data.Images;

/// <summary>Reads PGM and PPM of the Netpbm family, as text (P2, P3) and as bytes (P5, P6), up to 65535 levels.</summary>
internal static class PnmDecoder
{
    /// <summary>Decodes a file.</summary>
    public static Image Decode(byte[] bytes, int maxPixels)
    {
        char kind = (char)bytes[1];
        int channels = kind is '3' or '6' ? 3 : 1, position = 2;
        long width = Number(bytes, ref position), height = Number(bytes, ref position), most = Number(bytes, ref position);
        ImageFormats.CheckSize(width, height, maxPixels);
        if (most is < 1 or > 65535) { throw new ImageException($"its brightest level is {most}; expected 1 to 65535"); }
        bool isText = kind is '2' or '3';
        int size = isText || most > 255 ? 2 : 1;
        long count = width * height * channels;

        // The last character of the header is one white space; a number of text takes at least two bytes, but for the last.
        if (!isText) { position++; }
        if ((isText ? (count * 2) - 1 : count * size) > bytes.Length - position || count > Array.MaxLength) { throw ImageFormats.Truncated(); }
        byte[] pixels = new byte[count];
        for (int i = 0; i < pixels.Length; i++)
        {
            long value = isText ? Number(bytes, ref position) : bytes[position++];
            if (!isText && size == 2) { value = (value << 8) | bytes[position++]; }
            if (value > most) { throw new ImageException($"a level is {value}, but the brightest should be {most}"); }
            pixels[i] = (byte)(((value * 255) + (most >> 1)) / most);
        }

        return new Image((int)width, (int)height, channels, pixels);
    }

    /// <summary>The next number; comments reach from # to the end of the line.</summary>
    private static long Number(byte[] bytes, ref int position)
    {
        while (position < bytes.Length && !char.IsAsciiDigit((char)bytes[position]))
        {
            if (bytes[position] == '#')
            {
                while (position < bytes.Length && bytes[position] != '\n') { position++; }
            }
            else if (!char.IsWhiteSpace((char)bytes[position]))
            {
                throw new ImageException($"a number was expected at byte {position}, but there is 0x{bytes[position]:X2}");
            }
            else { position++; }
        }

        if (position >= bytes.Length) { throw ImageFormats.Truncated(); }
        long number = 0;
        while (position < bytes.Length && char.IsAsciiDigit((char)bytes[position]))
        {
            number = (number * 10) + (bytes[position++] - '0');
            if (number > int.MaxValue) { throw new ImageException("a number is larger than any image"); }
        }

        return number;
    }
}

namespace Hebb.Data.Images;

/// <summary>From the samples of components to pixels.</summary>
internal static class JpegColor
{
    /// <summary>The image of a frame whose scans have been read.</summary>
    public static Image ToImage(JpegFrame frame, bool isJfif, int? adobeTransform)
    {
        byte[][] planes = [.. frame.Components.Select(component => JpegUpsampling.Plane(frame, component))];
        int count = frame.Width * frame.Height;
        if (planes.Length == 1) { return new Image(frame.Width, frame.Height, 1, planes[0]); }

        bool isCmyk = planes.Length == 4, hasLuminance = HasLuminance(frame, isJfif, adobeTransform);
        byte[] pixels = new byte[(long)count * 3 <= Array.MaxLength ? count * 3 : throw new ImageException("its pixels take more than 2 GB")];
        for (int i = 0, target = 0; i < count; i++, target += 3)
        {
            (byte red, byte green, byte blue) = (planes[0][i], planes[1][i], planes[2][i]);
            if (hasLuminance) { (red, green, blue) = FromLuminance(red, green - 128, blue - 128); }
            if (isCmyk)
            {
                // Inks are written as Adobe does, inverted: what each leaves of the light. Luminance and chrominance are those of the inks' complements.
                if (hasLuminance) { (red, green, blue) = ((byte)(255 - red), (byte)(255 - green), (byte)(255 - blue)); }
                int light = planes[3][i];
                (red, green, blue) = (Product(red, light), Product(green, light), Product(blue, light));
            }

            (pixels[target], pixels[target + 1], pixels[target + 2]) = (red, green, blue);
        }

        return new Image(frame.Width, frame.Height, 3, pixels);
    }

    /// <summary>Whether the first three components are luminance and chrominance, by libjpeg's rules: JFIF says so, then Adobe says what they are (values that
    /// it never defined count as luminance), then their names do.</summary>
    private static bool HasLuminance(JpegFrame frame, bool isJfif, int? adobeTransform) => frame.Components.Length == 4
        ? adobeTransform is not (null or 0)
        : isJfif || (adobeTransform is { } transform ? transform != 0 : !frame.Components.Select(component => (char)component.Id).SequenceEqual("RGB"));

    /// <summary>JFIF: R = Y + 1.402 Cr, G = Y − 0.344136 Cb − 0.714136 Cr, B = Y + 1.772 Cb, in 16-bit fixed point.</summary>
    private static (byte Red, byte Green, byte Blue) FromLuminance(int y, int cb, int cr) => (
        (byte)Math.Clamp(y + (((91881 * cr) + 32768) >> 16), 0, 255),
        (byte)Math.Clamp(y + (((-22554 * cb) - (46802 * cr) + 32768) >> 16), 0, 255),
        (byte)Math.Clamp(y + (((116130 * cb) + 32768) >> 16), 0, 255));

    private static byte Product(int a, int b) => (byte)(((a * b) + 127) / 255);
}

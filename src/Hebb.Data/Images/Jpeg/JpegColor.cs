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

        // Adobe says it, JFIF means YCbCr, else the names of the components tell.
        bool isDirect = planes.Length == 3
            && (adobeTransform is { } transform ? transform == 0 : !isJfif && frame.Components.Select(component => (char)component.Id).SequenceEqual("RGB"));
        bool isCmyk = planes.Length == 4, isInverted = adobeTransform is not null;
        bool hasLuminance = isCmyk ? adobeTransform is 2 : !isDirect;
        byte[] pixels = new byte[(long)count * 3 <= Array.MaxLength ? count * 3 : throw new ImageException("its pixels take more than 2 GB")];
        for (int i = 0, target = 0; i < count; i++, target += 3)
        {
            (byte red, byte green, byte blue) = (planes[0][i], planes[1][i], planes[2][i]);
            if (hasLuminance) { (red, green, blue) = FromLuminance(red, green - 128, blue - 128); }
            if (isCmyk)
            {
                // Adobe writes inks inverted, which is what is left of the light.
                int black = isInverted ? planes[3][i] : 255 - planes[3][i];
                if (!isInverted) { (red, green, blue) = ((byte)(255 - red), (byte)(255 - green), (byte)(255 - blue)); }
                (red, green, blue) = (Product(red, black), Product(green, black), Product(blue, black));
            }

            (pixels[target], pixels[target + 1], pixels[target + 2]) = (red, green, blue);
        }

        return new Image(frame.Width, frame.Height, 3, pixels);
    }

    /// <summary>JFIF: R = Y + 1.402 Cr, G = Y − 0.344136 Cb − 0.714136 Cr, B = Y + 1.772 Cb, in 16-bit fixed point.</summary>
    private static (byte Red, byte Green, byte Blue) FromLuminance(int y, int cb, int cr) => (
        (byte)Math.Clamp(y + (((91881 * cr) + 32768) >> 16), 0, 255),
        (byte)Math.Clamp(y + (((-22554 * cb) - (46802 * cr) + 32768) >> 16), 0, 255),
        (byte)Math.Clamp(y + (((116130 * cb) + 32768) >> 16), 0, 255));

    private static byte Product(int a, int b) => (byte)(((a * b) + 127) / 255);
}

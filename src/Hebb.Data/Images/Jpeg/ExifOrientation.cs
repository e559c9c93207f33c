using System.Buffers.Binary;

namespace Hebb.Data.Images;

/// <summary>How the camera was held, as EXIF notes it: 1 upright, 2 mirrored, 3 upside down, 4 both, 5 to 8 lying on a side.</summary>
internal static class ExifOrientation
{
    private const int Tag = 0x0112;

    /// <summary>The orientation in an APP1 segment, or null. Damaged notes are no reason to refuse an image.</summary>
    public static int? Find(ReadOnlySpan<byte> segment)
    {
        if (segment.Length < 14 || !segment.StartsWith("Exif\0\0"u8)) { return null; }
        ReadOnlySpan<byte> tiff = segment[6..];
        bool isLittle = tiff.StartsWith("II"u8);
        if (!isLittle && !tiff.StartsWith("MM"u8)) { return null; }
        uint start = isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (start > tiff.Length - 2) { return null; }
        int count = Short(tiff[(int)start..], isLittle);
        for (int i = 0; i < count; i++)
        {
            int entry = (int)start + 2 + (i * 12);
            if (entry + 12 > tiff.Length) { return null; }
            if (Short(tiff[entry..], isLittle) == Tag) { return Short(tiff[(entry + 8)..], isLittle) is >= 1 and <= 8 and int found ? found : null; }
        }

        return null;
    }

    /// <summary>The image turned upright.</summary>
    public static Image Apply(Image image, int orientation)
    {
        if (orientation == 1) { return image; }
        bool isTurned = orientation >= 5, isFlippedAcross = orientation is 2 or 3 or 7 or 8, isFlippedDown = orientation is 3 or 4 or 6 or 7;
        (int width, int height) = isTurned ? (image.Height, image.Width) : (image.Width, image.Height);
        byte[] pixels = new byte[image.Pixels.Length];
        int channels = image.Channels;
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                (int fromX, int fromY) = isTurned ? (y, x) : (x, y);
                if (isFlippedAcross) { fromX = image.Width - 1 - fromX; }
                if (isFlippedDown) { fromY = image.Height - 1 - fromY; }
                image.Pixels.Slice(((fromY * image.Width) + fromX) * channels, channels).CopyTo(pixels.AsSpan(((y * width) + x) * channels));
            }
        }

        return new Image(width, height, channels, pixels);
    }

    private static int Short(ReadOnlySpan<byte> bytes, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);
}

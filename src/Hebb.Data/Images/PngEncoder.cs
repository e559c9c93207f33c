using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Hebb.Formats.Zip;

namespace Hebb.Data.Images;

/// <summary>Writes PNG with 8 bits a sample. Every row gets the filter with the smallest sum of magnitudes.</summary>
internal static class PngEncoder
{
    /// <summary>The image as a file.</summary>
    public static byte[] Encode(Image image)
    {
        using MemoryStream file = new();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), image.Height);
        header[8] = 8;
        header[9] = (byte)(image.Channels switch { 1 => PngHeader.Grey, 2 => PngHeader.GreyAlpha, 3 => PngHeader.Rgb, _ => PngHeader.Rgba });
        WriteChunk(file, "IHDR", header);
        using MemoryStream compressed = new();
        using (ZLibStream deflating = new(compressed, CompressionLevel.Optimal, leaveOpen: true)) { WriteRows(deflating, image); }
        WriteChunk(file, "IDAT", compressed.GetBuffer().AsSpan(0, (int)compressed.Length));
        WriteChunk(file, "IEND", []);
        return file.ToArray();
    }

    private static void WriteRows(ZLibStream stream, Image image)
    {
        int stride = image.Width * image.Channels, pixel = image.Channels;
        byte[] none = new byte[stride], best = new byte[stride + 1], tried = new byte[stride + 1];
        for (int y = 0; y < image.Height; y++)
        {
            ReadOnlySpan<byte> line = image.Pixels.Slice(y * stride, stride), above = y == 0 ? none : image.Pixels.Slice((y - 1) * stride, stride);
            long smallest = long.MaxValue;
            for (byte filter = 0; filter <= 4; filter++)
            {
                tried[0] = filter;
                long sum = 0;
                for (int i = 0; i < stride; i++)
                {
                    int left = i < pixel ? 0 : line[i - pixel], corner = i < pixel ? 0 : above[i - pixel];
                    int expected =
                        filter switch { 0 => 0, 1 => left, 2 => above[i], 3 => (left + above[i]) >> 1, _ => PngDecoder.Paeth(left, above[i], corner) };
                    sum += Math.Abs((int)(sbyte)(tried[i + 1] = (byte)(line[i] - expected)));
                }

                if (sum < smallest) { (smallest, best, tried) = (sum, tried, best); }
            }

            stream.Write(best);
        }
    }

    private static void WriteChunk(MemoryStream file, string type, ReadOnlySpan<byte> data)
    {
        byte[] chunk = new byte[data.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        Encoding.ASCII.GetBytes(type, chunk.AsSpan(4));
        data.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(data.Length + 8), Crc32.Append(0, chunk.AsSpan(4, data.Length + 4)));
        file.Write(chunk);
    }
}

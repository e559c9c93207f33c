using System.Text;
using Hebb.Data.Images;
using Hebb.Formats.Zip;

namespace Hebb.Data.Tests.Images;

/// <summary>Pixels come from eng/golden/images.py: the formats' formulas, or Pillow 9.4 with libjpeg-turbo.</summary>
public sealed class ImageFormatsTests
{
    public static TheoryData<string> Png => GoldenImage.Names("png");

    public static TheoryData<string> Jpeg => GoldenImage.Names("jpeg");

    public static TheoryData<string> JpegColor => GoldenImage.Names("jpeg-color");

    public static TheoryData<string> Bmp => GoldenImage.Names("bmp");

    public static TheoryData<string> Pnm => GoldenImage.Names("pnm");

    [Theory, MemberData(nameof(Png))]
    public void Png_is_exact(string name) => Check("png", name, 0);

    [Theory, MemberData(nameof(Jpeg))]
    public void Jpeg_is_within_2_of_libjpeg(string name) => Check("jpeg", name, 2);

    /// <summary>1, 3 and 4 components, with and without JFIF's marker, with Adobe's of every value and without, under the usual names and others.</summary>
    [Theory, MemberData(nameof(JpegColor))]
    public void Jpeg_has_the_colors_that_libjpeg_sees(string name) => Check("jpeg-color", name, 2);

    [Theory, MemberData(nameof(Bmp))]
    public void Bmp_is_exact(string name) => Check("bmp", name, 0);

    [Theory, MemberData(nameof(Pnm))]
    public void Netpbm_is_exact(string name) => Check("pnm", name, 0);

    [Fact]
    public void A_photo_stays_as_the_camera_was_held_if_asked()
    {
        GoldenImage lying = GoldenImage.Find("jpeg", "orientation6"), upright = GoldenImage.Find("jpeg", "orientation1");
        Image image = Image.Decode(lying.File, "photo", new() { ApplyOrientation = false });
        upright.Check(image, 2);
        Assert.Equal((7, 11), (Image.Decode(lying.File).Width, Image.Decode(lying.File).Height));
    }

    [Theory]
    [InlineData("png", "type2-depth8")]
    [InlineData("jpeg", "420-q90-progressive")]
    [InlineData("jpeg", "420-restart")]
    [InlineData("bmp", "24")]
    [InlineData("bmp", "8-rle")]
    [InlineData("pnm", "ppm")]
    [InlineData("pnm", "ppm-text")]
    public void A_file_cut_off_anywhere_is_refused_by_name(string list, string name)
    {
        byte[] file = GoldenImage.Find(list, name).File;
        int end = list == "jpeg" ? file.Length - 2 : file.Length - 1; // the last marker of a JPEG is two bytes
        for (int length = 0; length < end; length++)
        {
            DataException wrong = Assert.Throws<DataException>(() => Image.Decode(file[..length], "photo.x"));
            Assert.StartsWith("photo.x: The image cannot be read: ", wrong.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>Every byte of small files takes several other values: an image or an error, never another exception, and little memory.</summary>
    [Theory]
    [InlineData("png", "type3-depth4-trns")]
    [InlineData("png", "type6-depth16-adam7")]
    [InlineData("jpeg", "420-17x16")]
    [InlineData("jpeg", "420-q30-progressive")]
    [InlineData("jpeg", "orientation5")]
    [InlineData("jpeg", "420-restart")]
    [InlineData("jpeg", "cmyk")]
    [InlineData("bmp", "24")]
    [InlineData("bmp", "1")]
    [InlineData("bmp", "16-565")]
    [InlineData("bmp", "8-rle")]
    [InlineData("bmp", "8-rle-delta")]
    [InlineData("pnm", "pgm-1000")]
    [InlineData("pnm", "ppm-text")]
    [Trait("Speed", "Slow")]
    public void Any_changed_byte_gives_an_image_or_an_error(string list, string name)
    {
        byte[] file = GoldenImage.Find(list, name).File;
        for (int i = 0; i < file.Length; i++)
        {
            foreach (int flip in (int[])[0x01, 0x10, 0x80, 0xFF, file[i]])
            {
                byte[] damaged = [.. file];
                damaged[i] ^= (byte)flip;
                if (list == "png") { RepairChecksums(damaged); }
                Try(damaged);
            }
        }
    }

    /// <summary>Several bytes at once, by a generator with a fixed seed.</summary>
    [Theory]
    [InlineData("png")]
    [InlineData("jpeg")]
    [InlineData("bmp")]
    [InlineData("pnm")]
    [Trait("Speed", "Slow")]
    public void Any_damage_gives_an_image_or_an_error(string list)
    {
        Random random = new(1);
        IReadOnlyList<GoldenImage> images = GoldenImage.Read(list);
        for (int round = 0; round < 3000; round++)
        {
            byte[] damaged = [.. images[random.Next(images.Count)].File];
            for (int change = random.Next(1, 12); change > 0; change--) { damaged[random.Next(damaged.Length)] = (byte)random.Next(256); }
            if (list == "png") { RepairChecksums(damaged); }
            Try(damaged[..(random.Next(4) == 0 ? random.Next(damaged.Length) : damaged.Length)]);
        }
    }

    [Fact]
    public void Sizes_are_not_believed()
    {
        byte[] png = [.. GoldenImage.Find("png", "type2-depth8").File];
        (png[16], png[20]) = (0x7F, 0x7F);
        RepairChecksums(png);
        Assert.Contains("more than the 100000000 allowed", Refused(png), StringComparison.Ordinal);
        png = [.. GoldenImage.Find("png", "type2-depth8").File];
        (png[18], png[22]) = (0x20, 0x20); // 8192 × 8192 pixels would be 200 MB
        RepairChecksums(png);
        Assert.Contains("cannot hold its pixels", Refused(png), StringComparison.Ordinal);
        byte[] jpeg = [.. GoldenImage.Find("jpeg", "444-q30").File];
        int frame = jpeg.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        (jpeg[frame + 5], jpeg[frame + 7]) = (0x20, 0x20);
        Assert.Contains("ends too early", Refused(jpeg), StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_checksum_is_found()
    {
        byte[] png = [.. GoldenImage.Find("png", "type2-depth8").File];
        png[^20] ^= 1;
        Assert.Contains("the checksum of the chunk 'IDAT' is wrong", Refused(png), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("GIF89a..", "none of PNG, JPEG, BMP, PPM and PGM")]
    [InlineData("P5 2 2 70000 ....", "brightest level is 70000")]
    [InlineData("P2 2 1 9 3 12", "a level is 12, but the brightest should be 9")]
    [InlineData("P2 two", "a number was expected at byte 3")]
    [InlineData("P6 99999999999 1 255 ", "larger than any image")]
    public void Other_files_are_refused_with_a_reason(string text, string reason) =>
        Assert.Contains(reason, Refused(Encoding.Latin1.GetBytes(text)), StringComparison.Ordinal);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void What_is_written_reads_back_equal(int channels)
    {
        byte[] pixels = new byte[19 * 7 * channels];
        new Random(channels).NextBytes(pixels);
        pixels.AsSpan(0, pixels.Length / 2).Fill(7);
        Image image = new(19, 7, channels, pixels);
        string folder = Directory.CreateTempSubdirectory("hebb-images-").FullName;
        string[] names = channels == 2 ? ["a.png"] : ["a.png", "a.bmp"];
        foreach (string name in names)
        {
            string path = Path.Combine(folder, name);
            image.Save(path);
            Image back = Image.Load(path);
            Assert.Equal((19, 7, channels), (back.Width, back.Height, back.Channels));
            Assert.Equal(pixels, back.Pixels.ToArray());
        }

        Assert.Equal(names.Order(StringComparer.Ordinal), Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Directory.Delete(folder, recursive: true);
        Assert.Throws<ArgumentException>(() => image.Save("a.jpg"));
    }

    private static void Check(string list, string name, int tolerance)
    {
        GoldenImage golden = GoldenImage.Find(list, name);
        golden.Check(Image.Decode(golden.File, name), tolerance);
    }

    private static string Refused(byte[] file) => Assert.Throws<DataException>(() => Image.Decode(file, "x")).Message;

    private static void Try(byte[] file)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            Assert.True(Image.Decode(file, "x").Pixels.Length > 0);
        }
        catch (DataException wrong)
        {
            Assert.Equal("x", wrong.File);
        }

        // Deflate makes at most 1032 bytes of one, a JPEG block 64 coefficients of a bit; several copies of that are alive at once.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (file.Length + 1024) * 8192L);
    }

    /// <summary>Makes checksums right again, so that damage gets past them.</summary>
    private static void RepairChecksums(byte[] png)
    {
        for (int position = 8; position + 12 <= png.Length;)
        {
            long length = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(position));
            if (length > png.Length - position - 12) { return; }
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(
                png.AsSpan(position + 8 + (int)length), Crc32.Append(0, png.AsSpan(position + 4, (int)length + 4)));
            position += (int)length + 12;
        }
    }
}

using System.Globalization;
using Hebb.Formats;
using Hebb.Tensors;

namespace Hebb.Data.Images;

/// <summary>
/// An image of bytes, row by row from the top left, the channels of a pixel side by side: 1 grey, 2 grey and opacity, 3 red, green and blue, 4 with opacity.
/// </summary>
public sealed class Image
{
    private readonly byte[] _pixels;

    /// <summary>An image of these bytes, which are used as they are, not copied.</summary>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="channels">1 to 4.</param>
    /// <param name="pixels">width · height · channels bytes.</param>
    /// <exception cref="ArgumentException">The sizes do not fit together.</exception>
    public Image(int width, int height, int channels, byte[] pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (channels is < 1 or > 4)
        {
            throw new ArgumentOutOfRangeException(nameof(channels), channels, "An image has 1 (gray), 2 (gray, opacity), 3 (RGB) or 4 (RGBA) channels.");
        }

        if ((long)width * height * channels != pixels.Length)
        {
            throw new ArgumentException(
                $"{width} × {height} pixels of {channels} channels are {(long)width * height * channels} bytes, but {pixels.Length} were given.",
                nameof(pixels));
        }

        (Width, Height, Channels, _pixels) = (width, height, channels, pixels);
    }

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Bytes of a pixel: 1 to 4.</summary>
    public int Channels { get; }

    /// <summary>The bytes, row by row.</summary>
    public ReadOnlySpan<byte> Pixels => _pixels;

    /// <summary>One channel of one pixel.</summary>
    public byte this[int x, int y, int channel] => _pixels[(((y * Width) + x) * Channels) + channel];

    /// <summary>Reads a PNG, JPEG, BMP, PPM or PGM file; its first bytes decide which, not its name.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Limits, and whether photos are turned upright; null for the usual.</param>
    /// <exception cref="DataException">The file is no such image, is damaged or too large.</exception>
    public static Image Load(string path, ImageReadOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return ImageFormats.Decode(File.ReadAllBytes(path), path, options ?? new());
    }

    /// <summary>Reads a PNG, JPEG, BMP, PPM or PGM file in memory.</summary>
    /// <param name="bytes">The file's bytes.</param>
    /// <param name="name">How errors call it.</param>
    /// <param name="options">Limits, and whether photos are turned upright; null for the usual.</param>
    /// <exception cref="DataException">The bytes are no such image, are damaged or too many.</exception>
    public static Image Decode(byte[] bytes, string name = "image", ImageReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return ImageFormats.Decode(bytes, name, options ?? new());
    }

    /// <summary>Writes a PNG or BMP file, as its name says, replacing an older one only when the new one is complete.</summary>
    /// <exception cref="ArgumentException">The name ends in neither .png nor .bmp, or BMP cannot hold the channels.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] bytes = Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".PNG" => ToPng(),
            ".BMP" => ToBmp(),
            _ => throw new ArgumentException($"'{path}' ends in neither .png nor .bmp. Images are written as PNG or BMP.", nameof(path)),
        };
        AtomicFile.Write(path, stream => stream.Write(bytes));
    }

    /// <summary>The image as a PNG file; nothing is lost.</summary>
    public byte[] ToPng() => PngEncoder.Encode(this);

    /// <summary>The image as a BMP file of 8 (grey), 24 (RGB) or 32 bits (RGBA) a pixel.</summary>
    /// <exception cref="NotSupportedException">The image is grey with opacity.</exception>
    public byte[] ToBmp() => BmpEncoder.Encode(this);

    /// <summary>The numbers 0 to 255 times <paramref name="scale"/>, with shape [height, width, channels].</summary>
    /// <param name="scale">1/255.0 gives numbers from 0 to 1.</param>
    public Tensor ToTensor(double scale = 1)
    {
        float[] values = new float[_pixels.Length];
        Write(values, scale);
        return Tensor.Create(values, [Height, Width, Channels]);
    }

    /// <summary>The image of a tensor of shape [height, width, channels]: rounded, and cut off at 0 and 255.</summary>
    /// <param name="values">Numbers that are 0 to 255 after being multiplied by <paramref name="scale"/>.</param>
    /// <param name="scale">255 for numbers from 0 to 1.</param>
    /// <exception cref="ShapeException">The shape is another one.</exception>
    public static Image FromTensor(Tensor values, double scale = 1)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Rank != 3 || values.Shape[2] is < 1 or > 4)
        {
            throw new ShapeException($"An image is a tensor of shape [height, width, channels] with 1 to 4 channels, but the shape is {values.Shape}.");
        }

        byte[] pixels = [.. values
            .ToDoubles()
            .Select(value => double.IsNaN(value) ? (byte)0 : (byte)Math.Clamp(Math.Round(value * scale, MidpointRounding.AwayFromZero), 0, 255))];
        return new Image(values.Shape[1], values.Shape[0], values.Shape[2], pixels);
    }

    /// <summary>The image with other channels. Opacity that is not wanted is left out, as Keras does; luminance is 0.299 R + 0.587 G + 0.114 B.</summary>
    public Image To(ImageColor color)
    {
        int channels = color switch
        {
            ImageColor.AsStored => Channels,
            ImageColor.Grey => 1,
            ImageColor.Rgb => 3,
            ImageColor.Rgba => 4,
            _ => throw new ArgumentOutOfRangeException(nameof(color), color, "No such color."),
        };
        if (channels == Channels) { return this; }
        byte[] pixels = new byte[Width * Height * channels];
        bool isGrey = Channels < 3;
        for (int from = 0, to = 0; to < pixels.Length; from += Channels, to += channels)
        {
            (byte red, byte green, byte blue) = isGrey ? (_pixels[from], _pixels[from], _pixels[from]) : (_pixels[from], _pixels[from + 1], _pixels[from + 2]);
            if (channels == 1)
            {
                // ITU-R 601 in 16-bit fixed point, rounded.
                pixels[to] = isGrey ? red : (byte)(((19595 * red) + (38470 * green) + (7471 * blue) + 32768) >> 16);
                continue;
            }

            (pixels[to], pixels[to + 1], pixels[to + 2]) = (red, green, blue);
            if (channels == 4) { pixels[to + 3] = Channels == 2 ? _pixels[from + 1] : (byte)255; }
        }

        return new Image(Width, Height, channels, pixels);
    }

    /// <summary>The image in another size.</summary>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="method">How pixels are found.</param>
    /// <param name="fit">What happens if the sides are in another proportion.</param>
    public Image Resize(int width, int height, ResizeMethod method = ResizeMethod.Bilinear, ImageFit fit = ImageFit.Stretch)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if ((width, height) == (Width, Height)) { return this; }
        switch (fit)
        {
            case ImageFit.Stretch:
                return ImageResizer.Resize(this, width, height, method);
            case ImageFit.Crop:
                // The largest part of the middle that has the wanted proportion.
                int keptWidth = (int)Math.Clamp((long)Height * width / height, 1, Width), keptHeight = (int)Math.Clamp((long)Width * height / width, 1, Height);
                return ImageResizer.Resize(Crop((Width - keptWidth) / 2, (Height - keptHeight) / 2, keptWidth, keptHeight), width, height, method);
            case ImageFit.Pad:
                int innerWidth = (int)Math.Clamp((long)Width * height / Height, 1, width),
                    innerHeight = (int)Math.Clamp((long)Height * width / Width, 1, height);
                return ImageResizer.Resize(this, innerWidth, innerHeight, method).Placed(width, height, (width - innerWidth) / 2, (height - innerHeight) / 2);
            default:
                throw new ArgumentOutOfRangeException(nameof(fit), fit, "No such fit.");
        }
    }

    /// <summary>A part of the image.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The part is not inside the image.</exception>
    public Image Crop(int left, int top, int width, int height)
    {
        if (left < 0 || top < 0 || width < 1 || height < 1 || left > Width - width || top > Height - height)
        {
            throw new ArgumentOutOfRangeException(
                nameof(left), $"A part of {width} × {height} pixels at ({left}, {top}) is not inside an image of {Width} × {Height}.");
        }

        byte[] pixels = new byte[width * height * Channels];
        for (int y = 0; y < height; y++)
        {
            Pixels.Slice((((top + y) * Width) + left) * Channels, width * Channels).CopyTo(pixels.AsSpan(y * width * Channels));
        }

        return new Image(width, height, Channels, pixels);
    }

    /// <summary>Width, height and channels.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Width} × {Height} pixels, {Channels} channel{(Channels == 1 ? "" : "s")}");

    /// <summary>The bytes as numbers.</summary>
    internal void Write(Span<float> values, double scale)
    {
        float factor = (float)scale;
        for (int i = 0; i < _pixels.Length; i++) { values[i] = _pixels[i] * factor; }
    }

    private Image Placed(int width, int height, int left, int top)
    {
        byte[] pixels = new byte[width * height * Channels];
        for (int y = 0; y < Height; y++)
        {
            Pixels.Slice(y * Width * Channels, Width * Channels).CopyTo(pixels.AsSpan((((top + y) * width) + left) * Channels));
        }

        return new Image(width, height, Channels, pixels);
    }
}

namespace Hebb.Data.Images;

/// <summary>How files become the images a network sees.</summary>
public sealed record ImageDatasetOptions
{
    /// <summary>Pixels in a row; null for the size of the first image, which all others must then have.</summary>
    public int? Width { get; init => field = SettingRange.AtLeast(1, value); }

    /// <summary>Rows; null for the size of the first image.</summary>
    public int? Height { get; init => field = SettingRange.AtLeast(1, value); }

    /// <summary>The channels; <see cref="ImageColor.AsStored"/> for grey if the first image is grey, else red, green and blue.</summary>
    public ImageColor Color { get; init; }

    /// <summary>How images are resized.</summary>
    public ResizeMethod Resize { get; init; }

    /// <summary>What happens to images of another proportion.</summary>
    public ImageFit Fit { get; init; }

    /// <summary>What the bytes are multiplied by. Default: 1/255, for numbers from 0 to 1. Keras leaves 0 to 255: give 1 for a model
    /// with a Rescaling layer.</summary>
    public double Scale { get; init => field = SettingRange.Finite(value); } = 1 / 255.0;

    /// <summary>What happens to files that cannot be read.</summary>
    public BadFiles BadFiles { get; init; }

    /// <summary>How files are read.</summary>
    public ImageReadOptions Read { get; init; } = new();

    internal void Check()
    {
        if (Width is null != Height is null) { throw new ArgumentException("Give both Width and Height, or neither for the size of the first image."); }
        if (Scale == 0) { throw new ArgumentException("The scale is 0; expected another number, such as 1/255.0."); }
    }
}

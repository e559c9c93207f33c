namespace Hebb.Data.Images;

/// <summary>How files become the images a network sees.</summary>
public sealed record ImageDatasetOptions
{
    /// <summary>Pixels in a row; null for the size of the first image, which all others must then have.</summary>
    public int? Width { get; init; }

    /// <summary>Rows; null for the size of the first image.</summary>
    public int? Height { get; init; }

    /// <summary>The channels; <see cref="ImageColor.AsStored"/> for grey if the first image is grey, else red, green and blue.</summary>
    public ImageColor Color { get; init; }

    /// <summary>How images are resized.</summary>
    public ResizeMethod Resize { get; init; }

    /// <summary>What happens to images of another proportion.</summary>
    public ImageFit Fit { get; init; }

    /// <summary>What the bytes are multiplied by. Default: 1/255, for numbers from 0 to 1. Keras leaves 0 to 255: give 1 for a model
    /// with a Rescaling layer.</summary>
    public double Scale { get; init; } = 1 / 255.0;

    /// <summary>What happens to files that cannot be read.</summary>
    public BadFiles BadFiles { get; init; }

    /// <summary>How files are read.</summary>
    public ImageReadOptions Read { get; init; } = new();

    internal void Check()
    {
        if (Width is < 1 || Height is < 1) { throw new ArgumentException($"Images of {Width} × {Height} pixels cannot be: sizes are at least 1."); }
        if (Width is null != Height is null) { throw new ArgumentException("Give both Width and Height, or neither for the size of the first image."); }
        if (!double.IsFinite(Scale) || Scale == 0)
        {
            throw new ArgumentException($"The scale is {Scale}; expected a finite number other than 0, such as 1/255.0.");
        }
    }
}

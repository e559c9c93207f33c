namespace Hebb.Data.Images;

/// <summary>How image files are read.</summary>
public sealed record ImageReadOptions
{
    /// <summary>Images of more pixels are refused before memory is taken for them. Default: 100 million.</summary>
    public int MaxPixels { get; init => field = SettingRange.AtLeast(1, value); } = 100_000_000;

    /// <summary>Whether photos are turned upright as their EXIF note asks for. Default: true; Keras and Pillow leave them as the camera was held.</summary>
    public bool ApplyOrientation { get; init; } = true;
}

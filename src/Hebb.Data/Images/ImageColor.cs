namespace Hebb.Data.Images;

/// <summary>The channels wanted of an image.</summary>
public enum ImageColor
{
    /// <summary>As stored.</summary>
    AsStored,

    /// <summary>One channel: luminance.</summary>
    Grey,

    /// <summary>Three channels: red, green, blue.</summary>
    Rgb,

    /// <summary>Four channels: red, green, blue, opacity.</summary>
    Rgba,
}

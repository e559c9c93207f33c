namespace Hebb.Data.Images;

/// <summary>How the pixels of a resized image are found. Pixel centres lie at half-integers, as in Keras and Pillow.</summary>
public enum ResizeMethod
{
    /// <summary>Linear between neighbors; when shrinking, the kernel is widened so that every pixel counts (as Pillow's BILINEAR).</summary>
    Bilinear,

    /// <summary>The pixel under the centre of the new one.</summary>
    Nearest,

    /// <summary>The mean over the area the new pixel covers.</summary>
    Area,

    /// <summary>Keys' cubic with a = −0.5; when shrinking, the kernel is widened (as Pillow's BICUBIC).</summary>
    Bicubic,
}

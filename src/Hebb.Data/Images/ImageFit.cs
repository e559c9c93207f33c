namespace Hebb.Data.Images;

/// <summary>What happens to an image whose sides are in another proportion than wanted.</summary>
public enum ImageFit
{
    /// <summary>It is stretched.</summary>
    Stretch,

    /// <summary>Its middle is kept and what sticks out is cut off (Keras' <c>crop_to_aspect_ratio</c>).</summary>
    Crop,

    /// <summary>All of it is kept, with black beside it (Keras' <c>pad_to_aspect_ratio</c>).</summary>
    Pad,
}

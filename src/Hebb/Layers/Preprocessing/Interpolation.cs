namespace Hebb.Layers;

/// <summary>How values between pixels are found. The centre of pixel i lies at i + ½, and edges at 0 and n, however many pixels there are.</summary>
public enum Interpolation
{
    /// <summary>The nearest pixel.</summary>
    Nearest,

    /// <summary>A straight line between neighbors. It does not smooth what is made smaller: fine patterns may appear as coarse ones.</summary>
    Bilinear,

    /// <summary>Keys' cubic curve through four neighbors, with a = −¾ as in PyTorch and OpenCV.</summary>
    Bicubic,

    /// <summary>The mean of the pixels that an element covers, for making images smaller.</summary>
    Area,
}

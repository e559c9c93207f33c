namespace Hebb.Layers;

/// <summary>How the samples of a frame of sound are weighted, so that its edges do not count as jumps.</summary>
public enum WindowFunction
{
    /// <summary>½ − ½ cos φ.</summary>
    Hann,

    /// <summary>0.54 − 0.46 cos φ.</summary>
    Hamming,

    /// <summary>0.42 − ½ cos φ + 0.08 cos 2φ.</summary>
    Blackman,

    /// <summary>All samples alike.</summary>
    None,
}

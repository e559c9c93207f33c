namespace Hebb.Layers;

/// <summary>What is seen beyond the edges of an image.</summary>
public enum FillMode
{
    /// <summary>The image mirrored at its edge: d c b a | a b c d | d c b a.</summary>
    Reflect,

    /// <summary>The image again: a b c d | a b c d | a b c d.</summary>
    Wrap,

    /// <summary>The pixel at the edge: a a a a | a b c d | d d d d.</summary>
    Nearest,

    /// <summary>A number.</summary>
    Constant,
}

namespace Hebb.Layers;

/// <summary>How <see cref="Bidirectional"/> puts the outputs of both directions together.</summary>
public enum MergeMode
{
    /// <summary>Side by side along the last axis.</summary>
    Concat,

    /// <summary>Added.</summary>
    Sum,

    /// <summary>Multiplied.</summary>
    Mul,

    /// <summary>Their mean.</summary>
    Ave,

    /// <summary>Not at all: the layer has two outputs.</summary>
    None,
}

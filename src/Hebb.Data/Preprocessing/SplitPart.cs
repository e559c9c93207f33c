namespace Hebb.Data.Preprocessing;

/// <summary>What rows or other examples serve for.</summary>
public enum SplitPart
{
    /// <summary>The network learns from them.</summary>
    Train,

    /// <summary>They decide when to stop.</summary>
    Validation,

    /// <summary>Held out: they serve the final figures only.</summary>
    Test,
}

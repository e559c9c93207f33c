namespace Hebb.Learning.Training;

/// <summary>What examples serve for.</summary>
public enum ExamplePart
{
    /// <summary>The network learns from them.</summary>
    Train,

    /// <summary>They decide when to stop.</summary>
    Validation,

    /// <summary>They serve the final figures only.</summary>
    HeldOut,
}

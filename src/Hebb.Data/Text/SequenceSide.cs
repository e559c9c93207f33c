namespace Hebb.Data.Text;

/// <summary>A side of a sequence.</summary>
public enum SequenceSide
{
    /// <summary>The end: Keras' "post".</summary>
    End,

    /// <summary>The beginning: Keras' "pre".</summary>
    Beginning,
}

namespace Hebb.Layers;

/// <summary>What layers that find categories give out.</summary>
public enum OutputMode
{
    /// <summary>The numbers of the categories (Int32), in the shape of the input: for an <see cref="Embedding"/>.</summary>
    Int,

    /// <summary>For each element a row with a 1 at its category: (batch,) and (batch, 1) become (batch, categories), (batch, n) becomes
    /// (batch, n, categories).</summary>
    OneHot,

    /// <summary>For each row a 1 at every category that occurs along its last axis: (batch, n) becomes (batch, categories).</summary>
    MultiHot,

    /// <summary>For each row how often each category occurs along its last axis: (batch, n) becomes (batch, categories).</summary>
    Count,
}

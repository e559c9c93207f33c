namespace Hebb.Learning.Tables;

/// <summary>How a network for a table is made and trained.</summary>
public enum TableRecipe
{
    /// <summary>
    /// An ensemble of networks that are trained as one, behind embeddings of numbers and categories: answers as good as those of boosted trees, or better.
    /// </summary>
    Best,

    /// <summary>One network of dense layers, 64 and 32 units, on standardized numbers and one-hot categories: quick to train, and easy to look into.</summary>
    Simple,
}

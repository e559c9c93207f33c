using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>What layers of positions expect.</summary>
internal static class PositionShape
{
    /// <summary>Refuses what is not a batch of sequences of vectors.</summary>
    /// <exception cref="ShapeException">It is something else.</exception>
    public static void Check(Layer layer, Shape input)
    {
        if (input.Rank < 3)
        {
            throw new ShapeException(
                $"{layer} expects inputs of shape (batch, steps, features), but got shape {input}. Apply it to vectors, behind an Embedding.");
        }
    }
}

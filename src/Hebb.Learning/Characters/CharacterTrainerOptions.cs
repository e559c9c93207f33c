using Hebb.Learning.Training;
using Hebb.Models;

namespace Hebb.Learning.Characters;

/// <summary>What is wanted otherwise than <see cref="CharacterTrainer"/> would choose.</summary>
public sealed record CharacterTrainerOptions : TrainingOptions
{
    /// <summary>The kind of network: <see cref="SequenceNetwork.Gru"/>, <see cref="SequenceNetwork.Lstm"/> or
    /// <see cref="SequenceNetwork.Transformer"/>.</summary>
    public SequenceNetwork Network { get; init; }

    /// <summary>
    /// Makes the network from the length and the size of the vocabulary, instead of one of the usual kinds; it is compiled afterwards. It takes [batch, length]
    /// numbers of characters and gives [batch, length, size] probabilities of the next one, each seeing only those before.
    /// </summary>
    public Func<int, int, Model>? NewNetwork { get; init; }

    /// <summary>
    /// How many characters in a row are learned at once; null for 64, or 100 with a Transformer or a network of one's own. Gru and Lstm go on with what they
    /// remember of the row before: gradients reach back as far as a row (truncated backpropagation through time, Williams and Peng, 1990).
    /// </summary>
    public int? Length { get; init => field = SettingRange.Between(2, CharacterPipeline.MostLength, value); }

    /// <inheritdoc/>
    protected internal override void Check()
    {
        base.Check();
        if (Network is SequenceNetwork.Cnn or SequenceNetwork.Mlp)
        {
            throw new ArgumentException($"Text is continued by Gru, Lstm or Transformer, not by {Network}.");
        }
    }
}

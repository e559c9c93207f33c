using Hebb.Data.Text;
using Hebb.Learning.Training;
using Hebb.Models;

namespace Hebb.Learning.Texts;

/// <summary>What is wanted otherwise than <see cref="TextTrainer"/> would choose.</summary>
public sealed record TextTrainerOptions : TrainingOptions
{
    /// <summary>
    /// The kind of network; <see cref="SequenceNetwork.Linear"/> for a bag of words. Null for <see cref="SequenceNetwork.Cnn"/> on characters, because a name
    /// is known by the runs of letters in it, and on long texts, otherwise <see cref="SequenceNetwork.Gru"/>; the validation texts then decide whether the
    /// network, the bag of words, or both together are used.
    /// </summary>
    public SequenceNetwork? Network { get; init; }

    /// <summary>Makes the network from the length of texts, the size of the vocabulary and the number of outputs, instead of one of the usual kinds; it is
    /// compiled afterwards.</summary>
    public Func<int, int, int, Model>? NewNetwork { get; init; }

    /// <summary>What texts are cut into; null for characters if texts are as short as names, otherwise words.</summary>
    public TokenKind? Tokens { get; init; }

    /// <summary>How many tokens of a text the network sees; null for as many as nearly all texts have.</summary>
    public int? Length { get; init => field = SettingRange.Between(1, TextPipeline.MostTokens, value); }

    /// <inheritdoc/>
    protected internal override void Check()
    {
        base.Check();
        if (Network == SequenceNetwork.Linear && NewNetwork is null) { CheckComputed(); }
    }
}

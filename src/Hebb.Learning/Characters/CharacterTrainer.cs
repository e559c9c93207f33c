using Hebb.Data;
using Hebb.Learning.Training;

namespace Hebb.Learning.Characters;

/// <summary>From one long text to a network that continues texts like it: learns the next character from those before, and is judged on
/// the end of the text.</summary>
public static class CharacterTrainer
{
    /// <summary>Prepares and trains.</summary>
    /// <param name="text">The text.</param>
    /// <param name="options">What is wanted otherwise than usual.</param>
    /// <param name="cancellation">Ends training after the current batch; what was learned until then is returned.</param>
    /// <exception cref="DataException">The text is too short.</exception>
    public static TrainedNetwork Train(string text, CharacterTrainerOptions? options = null, CancellationToken cancellation = default) =>
        NetworkTrainer.Train(Prepare(text, options), cancellation);

    /// <summary>Decides how to learn, without training yet.</summary>
    /// <inheritdoc cref="Train"/>
    public static CharacterRecipe Prepare(string text, CharacterTrainerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        options ??= new();
        options.Check();
        return new CharacterRecipe(CharacterPipeline.Lines(text), options);
    }
}

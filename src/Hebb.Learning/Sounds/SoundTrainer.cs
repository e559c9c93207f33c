using Hebb.Data;
using Hebb.Data.Sounds;
using Hebb.Learning.Training;

namespace Hebb.Learning.Sounds;

/// <summary>From sounds with a class each to a trained network: makes pictures of them, splits them, trains, and judges on held-out sounds.</summary>
public static class SoundTrainer
{
    /// <summary>Fewer sounds than this cannot be split into three parts that say anything.</summary>
    private const int FewestSounds = 10;

    /// <summary>Prepares and trains.</summary>
    /// <param name="sounds">The sounds.</param>
    /// <param name="options">What is wanted otherwise than usual.</param>
    /// <param name="cancellation">Ends training after the current batch; what was learned until then is returned.</param>
    /// <exception cref="DataException">The sounds cannot be learned from; the message says why.</exception>
    public static TrainedNetwork Train(SoundDataset sounds, SoundTrainerOptions? options = null, CancellationToken cancellation = default) =>
        NetworkTrainer.Train(Prepare(sounds, options), cancellation);

    /// <summary>Decides how to learn, without training yet.</summary>
    /// <inheritdoc cref="Train"/>
    public static SoundRecipe Prepare(SoundDataset sounds, SoundTrainerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(sounds);
        options ??= new();
        options.Check();
        return sounds.Count >= FewestSounds
            ? new SoundRecipe(sounds, options)
            : throw new DataException($"There are {sounds.Count} sounds{Recipe.LeftOutOf(sounds.Bad)}. Expected at least {FewestSounds}: add sounds.");
    }
}

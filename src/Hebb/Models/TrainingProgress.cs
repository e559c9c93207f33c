namespace Hebb.Models;

/// <summary>How far training is.</summary>
/// <param name="Epoch">The number of the epoch, from 1.</param>
/// <param name="Epochs">The number of epochs in all.</param>
/// <param name="Batch">The number of batches done in this epoch.</param>
/// <param name="Batches">The number of batches of an epoch; null if unknown.</param>
/// <param name="Loss">The loss of the last batch.</param>
/// <param name="Completed">The result of the epoch; null while it is running.</param>
public readonly record struct TrainingProgress(int Epoch, int Epochs, int Batch, int? Batches, double Loss, EpochResult? Completed)
{
    /// <summary>Where the search stands that this training is a part of; null for a training by itself.</summary>
    public TrainingTry? Try { get; init; }
}

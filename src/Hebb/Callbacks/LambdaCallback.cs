using Hebb.Models;

namespace Hebb.Callbacks;

/// <summary>A callback made of functions: <c>new LambdaCallback { EpochEnd = (_, epoch) => Console.WriteLine(epoch) }</c>.</summary>
public sealed class LambdaCallback : Callback
{
    /// <summary>Called once before the first epoch.</summary>
    public Action<TrainingContext>? TrainBegin { get; init; }

    /// <summary>Called before each epoch with its number, from 1.</summary>
    public Action<TrainingContext, int>? EpochBegin { get; init; }

    /// <summary>Called after each training step.</summary>
    public Action<TrainingContext, BatchResult>? BatchEnd { get; init; }

    /// <summary>Called after each complete epoch, validation included.</summary>
    public Action<TrainingContext, EpochResult>? EpochEnd { get; init; }

    /// <summary>Called once at the end, also when training was stopped or cancelled.</summary>
    public Action<TrainingContext>? TrainEnd { get; init; }

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context) => TrainBegin?.Invoke(context);

    /// <inheritdoc/>
    public override void OnEpochBegin(TrainingContext context, int epoch) => EpochBegin?.Invoke(context, epoch);

    /// <inheritdoc/>
    public override void OnBatchEnd(TrainingContext context, in BatchResult result) => BatchEnd?.Invoke(context, result);

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context, EpochResult result) => EpochEnd?.Invoke(context, result);

    /// <inheritdoc/>
    public override void OnTrainEnd(TrainingContext context) => TrainEnd?.Invoke(context);
}

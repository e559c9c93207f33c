using Hebb.Callbacks;

namespace Hebb.Learning.Tables;

/// <summary>Ends a training when its time is over.</summary>
/// <param name="left">How much time is left.</param>
/// <param name="fewestEpochs">So many epochs are trained in any case.</param>
internal sealed class Deadline(Func<TimeSpan> left, int fewestEpochs) : Callback
{
    /// <summary>Whether the training was ended.</summary>
    public bool HasPassed { get; private set; }

    /// <inheritdoc/>
    public override void OnBatchEnd(TrainingContext context, in BatchResult result)
    {
        if (result.Epoch > fewestEpochs) { Look(context); }
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context, Models.EpochResult result) => Look(context);

    private void Look(TrainingContext context)
    {
        if (left() > TimeSpan.Zero) { return; }
        HasPassed = true;
        context.StopTraining($"Stopped in epoch {context.Epoch}: the time is over.");
    }
}

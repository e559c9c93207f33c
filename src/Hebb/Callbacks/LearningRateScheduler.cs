namespace Hebb.Callbacks;

/// <summary>Sets the learning rate before each epoch. For a rate that changes from step to step give the optimizer a
/// <see cref="Optimizers.Schedules.LearningRateSchedule"/>.</summary>
/// <param name="schedule">The new rate, from the number of the epoch, from 1 (in Keras from 0), and the present rate.</param>
public sealed class LearningRateScheduler(Func<int, double, double> schedule) : Callback
{
    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The optimizer's learning rate follows a schedule, or the function gave no learning rate.</exception>
    public override void OnEpochBegin(TrainingContext context, int epoch)
    {
        double rate = schedule(epoch, context.Model.Optimizer!.LearningRate);
        if (!double.IsFinite(rate) || rate < 0)
        {
            throw new InvalidOperationException($"The function of LearningRateScheduler gave {rate} for epoch {epoch}; expected a finite number from 0 on.");
        }

        context.Model.Optimizer.LearningRate = rate;
    }
}

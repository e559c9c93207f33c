namespace Hebb.Optimizers.Schedules;

/// <summary>The schedule that a number stands for.</summary>
internal sealed class ConstantRate(double rate) : LearningRateSchedule
{
    private readonly double _rate = Rate(rate, "learningRate");

    /// <inheritdoc/>
    public override double At(long step) => _rate;
}

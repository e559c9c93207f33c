namespace Hebb.Optimizers.Schedules;

/// <summary>The schedule that a number stands for.</summary>
internal sealed class ConstantRate(double rate) : LearningRateSchedule
{
    private readonly double _rate = Rate(rate, "learningRate");

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ConstantRate other && other._rate == _rate;

    /// <inheritdoc/>
    public override int GetHashCode() => _rate.GetHashCode();

    /// <inheritdoc/>
    public override double At(long step) => _rate;
}

namespace Hebb.Optimizers.Schedules;

/// <summary>Every so many steps the rate is multiplied by a factor and then stays: 0.1, 0.1, …, 0.01, 0.01, …. The staircase of <see cref="ExponentialDecay"/>,
/// as which it is saved.</summary>
public sealed class StepDecay : ExponentialDecay
{
    /// <summary>A rate that falls in stairs.</summary>
    /// <param name="initialLearningRate">The rate of the first step.</param>
    /// <param name="every">How many steps a stair is wide; for epochs, times the batches of an epoch.</param>
    /// <param name="factor">What the rate is multiplied by at the end of each stair.</param>
    public StepDecay(double initialLearningRate, double every, double factor = 0.1) : base(
        initialLearningRate, SettingRange.Positive(every, nameof(every)), SettingRange.NotNegative(factor, nameof(factor))) => Staircase = true;
}

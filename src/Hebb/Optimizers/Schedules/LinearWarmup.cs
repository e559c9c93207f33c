using Hebb.Configuration;

namespace Hebb.Optimizers.Schedules;

/// <summary>Any schedule, begun gently: the rate rises along a straight line to the schedule's first one, and then follows the schedule from its beginning
/// (Goyal et al., 2017).</summary>
/// <remarks>Keras has it only within <see cref="CosineDecay"/>: it reads the model of a file with this schedule, but not how it is trained.</remarks>
/// <param name="steps">How many steps the rise takes.</param>
/// <param name="then">The schedule that follows, or a number.</param>
/// <param name="initialLearningRate">The rate of the first step.</param>
public sealed class LinearWarmup(long steps, LearningRateSchedule then, double initialLearningRate = 0) : LearningRateSchedule
{
    internal static Kind<LinearWarmup> Kind { get; } = new(
        "LinearWarmup", c => new(c.Long("warmup_steps", s => s.WarmupSteps), c.Rate("then", s => s.Then), First(c, s => s.InitialLearningRate)))
    {
        Module = "hebb",
    };

    /// <summary>How many steps the rise takes.</summary>
    public long WarmupSteps { get; } = (long)Steps(steps);

    /// <summary>The schedule that follows.</summary>
    public LearningRateSchedule Then { get; } = then ?? throw new ArgumentNullException(nameof(then));

    /// <summary>The rate of the first step.</summary>
    public double InitialLearningRate { get; } = Rate(initialLearningRate);

    /// <inheritdoc/>
    public override double At(long step) => step < WarmupSteps
        ? InitialLearningRate + (Then.At(0) - InitialLearningRate) * step / WarmupSteps
        : Then.At(step - WarmupSteps);
}

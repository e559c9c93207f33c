using Hebb.Configuration;

namespace Hebb.Optimizers.Schedules;

/// <summary>η₀ · rᵖ with p = step / decaySteps: every so many steps the rate is multiplied by r, smoothly or all at once.</summary>
/// <param name="initialLearningRate">The rate η₀ of the first step.</param>
/// <param name="decaySteps">After how many steps the factor has come into full effect.</param>
/// <param name="decayRate">The factor r.</param>
public class ExponentialDecay(double initialLearningRate, double decaySteps, double decayRate) : LearningRateSchedule
{
    internal static Kind<ExponentialDecay> Kind { get; } = new("ExponentialDecay", c =>
        new(First(c, s => s.InitialLearningRate), c.Number("decay_steps", s => s.DecaySteps), c.Fraction("decay_rate", s => s.DecayRate))
        {
            Staircase = c.Flag("staircase", s => s.Staircase, false),
        })
    {
        Shortcuts = [typeof(StepDecay)],
    };

    /// <summary>The rate of the first step.</summary>
    public double InitialLearningRate { get; } = Rate(initialLearningRate);

    /// <summary>After how many steps the factor has come into full effect.</summary>
    public double DecaySteps { get; } = Steps(decaySteps);

    /// <summary>The factor.</summary>
    public double DecayRate { get; } = Factor(decayRate);

    /// <summary>Whether p is rounded down, so that the rate falls in stairs.</summary>
    public bool Staircase { get; init; }

    /// <inheritdoc/>
    public override double At(long step)
    {
        double p = step / DecaySteps;
        return InitialLearningRate * Math.Pow(DecayRate, Staircase ? Math.Floor(p) : p);
    }
}

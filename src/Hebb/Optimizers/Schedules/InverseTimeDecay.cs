using Hebb.Configuration;

namespace Hebb.Optimizers.Schedules;

/// <summary>η₀ / (1 + r·p) with p = step / decaySteps: falls fast at first and ever slower.</summary>
/// <param name="initialLearningRate">The rate η₀ of the first step.</param>
/// <param name="decaySteps">The unit in which steps are counted.</param>
/// <param name="decayRate">How fast the rate falls, r.</param>
public sealed class InverseTimeDecay(double initialLearningRate, double decaySteps, double decayRate) : LearningRateSchedule
{
    internal static Kind<InverseTimeDecay> Kind { get; } = new("InverseTimeDecay", c =>
        new(First(c, s => s.InitialLearningRate), c.Number("decay_steps", s => s.DecaySteps), c.Fraction("decay_rate", s => s.DecayRate))
        {
            Staircase = c.Flag("staircase", s => s.Staircase, false),
        });

    /// <summary>The rate of the first step.</summary>
    public double InitialLearningRate { get; } = Rate(initialLearningRate);

    /// <summary>The unit in which steps are counted.</summary>
    public double DecaySteps { get; } = Steps(decaySteps);

    /// <summary>How fast the rate falls.</summary>
    public double DecayRate { get; } = Factor(decayRate);

    /// <summary>Whether p is rounded down, so that the rate falls in stairs.</summary>
    public bool Staircase { get; init; }

    /// <inheritdoc/>
    public override double At(long step)
    {
        double p = step / DecaySteps;
        return InitialLearningRate / (1 + DecayRate * (Staircase ? Math.Floor(p) : p));
    }
}

using Hebb.Configuration;

namespace Hebb.Optimizers.Schedules;

/// <summary>From η₀ to η₁ along (1 − p)ᵏ with p = step / decaySteps: η₁ + (η₀ − η₁)·(1 − p)ᵏ; a straight line for power 1.</summary>
/// <param name="initialLearningRate">The rate η₀ of the first step.</param>
/// <param name="decaySteps">The step at which η₁ is reached.</param>
/// <param name="endLearningRate">The rate η₁ that is reached and kept.</param>
/// <param name="power">The power k.</param>
public sealed class PolynomialDecay(double initialLearningRate, double decaySteps, double endLearningRate = 0.0001, double power = 1) : LearningRateSchedule
{
    internal static Kind<PolynomialDecay> Kind { get; } = new("PolynomialDecay", c => new(
        First(c, s => s.InitialLearningRate),
        c.Number("decay_steps", s => s.DecaySteps),
        c.Fraction("end_learning_rate", s => s.EndLearningRate, 0.0001),
        c.Number("power", s => s.Power, 1))
    {
        Cycle = c.Flag("cycle", s => s.Cycle, false),
    });

    /// <summary>The rate of the first step.</summary>
    public double InitialLearningRate { get; } = Rate(initialLearningRate);

    /// <summary>The step at which the last rate is reached.</summary>
    public double DecaySteps { get; } = Steps(decaySteps);

    /// <summary>The rate that is reached and kept.</summary>
    public double EndLearningRate { get; } = Rate(endLearningRate);

    /// <summary>The power: 1 for a straight line, more for a quicker start.</summary>
    public double Power { get; } = Factor(power);

    /// <summary>Whether the way is stretched to the next multiple of <see cref="DecaySteps"/> when its end is passed, so that the rate
    /// jumps up and falls again.</summary>
    public bool Cycle { get; init; }

    /// <inheritdoc/>
    public override double At(long step)
    {
        double length = Cycle ? DecaySteps * Math.Max(1, Math.Ceiling(step / DecaySteps)) : DecaySteps;
        return (InitialLearningRate - EndLearningRate) * Math.Pow(1 - Math.Min(step, length) / length, Power) + EndLearningRate;
    }
}

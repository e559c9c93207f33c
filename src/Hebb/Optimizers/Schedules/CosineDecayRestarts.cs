using Hebb.Configuration;

namespace Hebb.Optimizers.Schedules;

/// <summary>
/// <see cref="CosineDecay"/> that starts over when it has come down, each time over <c>tMul</c> times as many steps and from <c>mMul</c> times as high: a jump
/// that may lead out of a poor valley (Loshchilov and Hutter, 2017).
/// </summary>
/// <param name="initialLearningRate">The rate of the first step.</param>
/// <param name="firstDecaySteps">How many steps the first way down takes.</param>
/// <param name="tMul">How much longer each way down is than the one before.</param>
/// <param name="mMul">How much higher each begins than the one before.</param>
/// <param name="alpha">The share of <paramref name="initialLearningRate"/> that is reached.</param>
public sealed class CosineDecayRestarts(
    double initialLearningRate, double firstDecaySteps, double tMul = 2, double mMul = 1, double alpha = 0) : LearningRateSchedule
{
    internal static Kind<CosineDecayRestarts> Kind { get; } = new("CosineDecayRestarts", c => new(
        First(c, s => s.InitialLearningRate),
        c.Number("first_decay_steps", s => s.FirstDecaySteps),
        c.Number("t_mul", s => s.TMul, 2),
        c.Number("m_mul", s => s.MMul, 1),
        c.Number("alpha", s => s.Alpha, 0)));

    /// <summary>The rate of the first step.</summary>
    public double InitialLearningRate { get; } = Rate(initialLearningRate);

    /// <summary>How many steps the first way down takes.</summary>
    public double FirstDecaySteps { get; } = Steps(firstDecaySteps);

    /// <summary>How much longer each way down is than the one before.</summary>
    public double TMul { get; } = tMul is >= 1 and < double.PositiveInfinity
        ? tMul
        : throw new ArgumentOutOfRangeException(nameof(tMul), tMul, "Each way down is at least as long as the one before: tMul must be 1 or more.");

    /// <summary>How much higher each way down begins than the one before.</summary>
    public double MMul { get; } = Factor(mMul);

    /// <summary>The share of the first rate that is reached.</summary>
    public double Alpha { get; } = Factor(alpha);

    /// <inheritdoc/>
    public override double At(long step)
    {
        double passed = step / FirstDecaySteps, restarts;
        if (TMul == 1)
        {
            restarts = Math.Floor(passed);
            passed -= restarts;
        }
        else
        {
            restarts = Math.Floor(Math.Log(1 + passed * (TMul - 1)) / Math.Log(TMul));
            // The quotient of logarithms may miss a whole number by its rounding, and with it the step of a restart.
            if (passed >= Begin(restarts + 1)) { restarts++; }
            if (passed < Begin(restarts)) { restarts--; }
            passed = (passed - Begin(restarts)) / Math.Pow(TMul, restarts);
        }

        double wave = 0.5 * Math.Pow(MMul, restarts) * (1 + Math.Cos(Math.PI * passed));
        return InitialLearningRate * ((1 - Alpha) * wave + Alpha);
    }

    /// <summary>When a way down begins, counted in first ways down: 1 + f + f² + ….</summary>
    private double Begin(double restarts) => (Math.Pow(TMul, restarts) - 1) / (TMul - 1);
}

using Hebb.Configuration;

namespace Hebb.Optimizers.Schedules;

/// <summary>Half a cosine wave from η₀ down to α·η₀, η₀·((1 − α)·½(1 + cos πp) + α) with p = step / decaySteps, after a warm-up if asked for
/// (Loshchilov and Hutter, 2017).</summary>
/// <param name="initialLearningRate">The rate of the first step; with a warm-up, where that begins.</param>
/// <param name="decaySteps">How many steps the way down takes, warm-up not counted.</param>
/// <param name="alpha">The share of the highest rate that is reached and kept.</param>
public sealed class CosineDecay(double initialLearningRate, double decaySteps, double alpha = 0) : LearningRateSchedule
{
    internal static Kind<CosineDecay> Kind { get; } = new(
        "CosineDecay",
        c => new(First(c, s => s.InitialLearningRate), c.Number("decay_steps", s => s.DecaySteps), c.Number("alpha", s => s.Alpha, 0))
        {
            WarmupTarget = c.Setting(
                "warmup_target", s => s.WarmupTarget, target => target is { } rate ? ConfigJson.Float(rate) : null, node => node.NumberOrNull("warmup_target")),
            WarmupSteps = c.Number("warmup_steps", s => s.WarmupSteps, 0),
        });

    /// <summary>The rate of the first step.</summary>
    public double InitialLearningRate { get; } = Rate(initialLearningRate);

    /// <summary>How many steps the way down takes.</summary>
    public double DecaySteps { get; } = Steps(decaySteps);

    /// <summary>The share of the highest rate that is reached and kept.</summary>
    public double Alpha { get; } = Factor(alpha);

    /// <summary>The rate that the warm-up rises to, along a straight line from <see cref="InitialLearningRate"/>, and from which the way down begins;
    /// null for no warm-up.</summary>
    public double? WarmupTarget { get; init => field = value is { } rate ? Rate(rate, nameof(WarmupTarget)) : null; }

    /// <summary>How many steps the warm-up takes; as in Keras it counts only where there is a <see cref="WarmupTarget"/>.</summary>
    public double WarmupSteps { get; init => field = Factor(value, nameof(WarmupSteps)); }

    /// <inheritdoc/>
    public override double At(long step)
    {
        if (WarmupTarget is not { } target) { return InitialLearningRate * Wave(step); }
        return step < WarmupSteps ? (target - InitialLearningRate) * (step / WarmupSteps) + InitialLearningRate : target * Wave(step - WarmupSteps);
    }

    private double Wave(double step) => (1 - Alpha) * 0.5 * (1 + Math.Cos(Math.PI * (Math.Min(step, DecaySteps) / DecaySteps))) + Alpha;
}

using System.Runtime.CompilerServices;

namespace Hebb.Optimizers.Schedules;

/// <summary>How the learning rate changes from step to step. It is given to an optimizer in place of a number: <c>new Adam(new CosineDecay(0.01, 5000))</c>.</summary>
/// <remarks>To write your own, override <see cref="At"/>. A number is a schedule that always gives it.</remarks>
public abstract class LearningRateSchedule
{
    /// <summary>The learning rate of a step.</summary>
    /// <param name="step">The number of steps taken before: 0 for the first.</param>
    public abstract double At(long step);

    /// <summary>The schedule that always gives this learning rate.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative, infinite or not a number.</exception>
    public static implicit operator LearningRateSchedule(double learningRate) => new ConstantRate(learningRate);

    /// <summary>A number that can be a learning rate.</summary>
    private protected static double Rate(double value, [CallerArgumentExpression(nameof(value))] string name = "") => double.IsFinite(value) && value >= 0
        ? value
        : throw new ArgumentOutOfRangeException(name, value, "A learning rate is a finite number from 0 on; to climb instead of descend, set the optimizer's Maximize.");

    /// <summary>A number of steps that something can be divided by.</summary>
    private protected static double Steps(double value, [CallerArgumentExpression(nameof(value))] string name = "") => double.IsFinite(value) && value > 0
        ? value
        : throw new ArgumentOutOfRangeException(name, value, "A number of steps must be above 0.");

    /// <summary>A factor that a learning rate can be multiplied by.</summary>
    private protected static double Factor(double value, [CallerArgumentExpression(nameof(value))] string name = "") => double.IsFinite(value) && value >= 0
        ? value
        : throw new ArgumentOutOfRangeException(name, value, "A factor of the learning rate is a finite number from 0 on.");
}

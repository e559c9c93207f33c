using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Hebb.Configuration;

namespace Hebb.Optimizers.Schedules;

/// <summary>How the learning rate changes from step to step. It is given to an optimizer in place of a number:
/// <c>new Adam(new CosineDecay(0.01, 5000))</c>.</summary>
/// <remarks>To write your own, override <see cref="At"/>. A number is a schedule that always gives it.</remarks>
public abstract class LearningRateSchedule
{
    /// <summary>The learning rate of a step.</summary>
    /// <param name="step">The number of steps taken before: 0 for the first.</param>
    public abstract double At(long step);

    /// <summary>The schedule that always gives this learning rate.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative, infinite or not a number.</exception>
    public static implicit operator LearningRateSchedule(double learningRate) => new ConstantRate(learningRate);

    /// <summary>The kinds of schedules that files can hold. Register those of your own.</summary>
    public static KindTable<LearningRateSchedule> Kinds => ScheduleKinds.Table;

    /// <summary>Whether the other is a schedule of the same kind and the same settings.</summary>
    public override bool Equals(object? obj) => ReferenceEquals(this, obj)
        || obj is LearningRateSchedule other
            && Kinds.Of(this) is { } kind
            && kind == Kinds.Of(other)
            && JsonNode.DeepEquals(Kinds.Write(this), Kinds.Write(other));

    /// <inheritdoc/>
    public override int GetHashCode() => Kinds.Of(this) is { } kind ? HashCode.Combine(kind, At(0)) : base.GetHashCode();

    /// <summary>The setting that all of Keras' schedules but one begin with.</summary>
    private protected static double First<T>(IConfig<T> c, Func<T, double> get) where T : LearningRateSchedule => c.Fraction("initial_learning_rate", get);

    /// <summary>A number that can be a learning rate.</summary>
    private protected static double Rate(double value, [CallerArgumentExpression(nameof(value))] string name = "") => double.IsFinite(value) && value >= 0
        ? value
        : throw new ArgumentOutOfRangeException(
            name, value, "A learning rate is a finite number from 0 on; to climb instead of descend, set the optimizer's Maximize.");

    /// <summary>A number of steps that something can be divided by.</summary>
    private protected static double Steps(double value, [CallerArgumentExpression(nameof(value))] string name = "") => double.IsFinite(value) && value > 0
        ? value
        : throw new ArgumentOutOfRangeException(name, value, "A number of steps must be above 0.");

    /// <summary>A factor that a learning rate can be multiplied by.</summary>
    private protected static double Factor(double value, [CallerArgumentExpression(nameof(value))] string name = "") => double.IsFinite(value) && value >= 0
        ? value
        : throw new ArgumentOutOfRangeException(name, value, "A factor of the learning rate is a finite number from 0 on.");
}

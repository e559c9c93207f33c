using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Optimizers.Schedules;
using Hebb.Tensors;

namespace Hebb.Optimizers;

/// <summary>Descent that divides by the root of the sum of all squared gradients so far, w ← w − η·g/√(a + ε): for sparse inputs; in long runs the steps die
/// away (Duchi et al., 2011).</summary>
/// <param name="learningRate">How far a step goes, a number or a schedule; by default 0.001.</param>
/// <param name="initialAccumulator">What the sum starts with.</param>
/// <param name="epsilon">Keeps the quotient finite.</param>
public sealed class Adagrad(
    LearningRateSchedule? learningRate = null, double initialAccumulator = 0.1, double epsilon = 1e-7) : Optimizer(learningRate ?? 0.001)
{
    internal static Kind<Adagrad> Kind { get; } =
        new("Adagrad", c => new(ReadRate(c), c.Number("initial_accumulator_value", o => o.InitialAccumulator, 0.1), c.Number("epsilon", o => o.Epsilon, 1e-7)));

    /// <inheritdoc/>
    public override string Name => "adagrad";

    /// <summary>What the sum of squares starts with.</summary>
    public double InitialAccumulator { get; } = SettingRange.NotNegative(initialAccumulator, nameof(initialAccumulator));

    /// <summary>Keeps the quotient finite.</summary>
    public double Epsilon { get; } = SettingRange.NotNegative(epsilon, nameof(epsilon));

    /// <inheritdoc/>
    protected override void Update(Parameter parameter, Tensor gradient)
    {
        Parameter accumulator = Slot(parameter, "accumulator", InitialAccumulator);
        Tensor sum = accumulator.Value + gradient.Square();
        accumulator.Assign(sum);
        parameter.Assign(parameter.Value - Rate * gradient / (sum + Epsilon).Sqrt());
    }
}

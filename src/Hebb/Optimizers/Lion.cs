using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Optimizers.Schedules;
using Hebb.Tensors;

namespace Hebb.Optimizers;

/// <summary>
/// All weights take steps of the same length η, by the sign of a running mean, w ← w − η·sign(β₁·m + (1 − β₁)·g), then m ← β₂·m + (1 − β₂)·g: half of Adam's
/// memory. Its learning rate should be 3 to 10 times smaller than Adam's, its weight decay as much larger (Chen et al., 2023).
/// </summary>
/// <param name="learningRate">How far a step goes, a number or a schedule; by default 0.001.</param>
/// <param name="beta1">How much of the mean gradient counts in a step, above 0.</param>
/// <param name="beta2">How much of the mean gradient stays at each step.</param>
public sealed class Lion(LearningRateSchedule? learningRate = null, double beta1 = 0.9, double beta2 = 0.99) : Optimizer(learningRate ?? 0.001)
{
    internal static Kind<Lion> Kind { get; } =
        new("Lion", c => new(ReadRate(c), c.Number("beta_1", o => o.Beta1, 0.9), c.Number("beta_2", o => o.Beta2, 0.99)));

    /// <inheritdoc/>
    public override string Name => "lion";

    /// <summary>How much of the mean gradient counts in a step.</summary>
    public double Beta1 { get; } = beta1 is > 0 and <= 1
        ? beta1
        : throw new ArgumentOutOfRangeException(
            nameof(beta1),
            beta1,
            "beta1 is the share of the mean gradient in a step: above 0, where only the last gradient's sign would count, and at most 1.");

    /// <summary>How much of the mean gradient stays at each step.</summary>
    public double Beta2 { get; } = Decay(beta2, nameof(beta2));

    /// <inheritdoc/>
    protected override void Update(Parameter parameter, Tensor gradient)
    {
        Parameter momentum = Slot(parameter, "momentum");
        Tensor direction = (momentum.Value * Beta1 + gradient * (1 - Beta1)).Sign();
        momentum.Assign((momentum.Value * Beta2 + gradient * (1 - Beta2)).FlushTiny());
        parameter.Assign(parameter.Value - Rate * direction);
    }
}

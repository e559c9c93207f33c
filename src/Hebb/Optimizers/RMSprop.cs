using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Optimizers.Schedules;
using Hebb.Tensors;

namespace Hebb.Optimizers;

/// <summary>
/// Descent that divides by the root of a running mean of squared gradients, w ← w − η·g/√(v + ε): Adagrad that forgets. For recurrent networks and
/// moving targets (Hinton, 2012).
/// </summary>
/// <param name="learningRate">How far a step goes, a number or a schedule; by default 0.001.</param>
/// <param name="rho">How much of the running mean stays at each step.</param>
/// <param name="momentum">How much of the last step is repeated.</param>
/// <param name="epsilon">Keeps the quotient finite.</param>
/// <param name="centered">Whether to divide by the variance instead: the mean gradient's square is taken off.</param>
public sealed class RMSprop(
    LearningRateSchedule? learningRate = null,
    double rho = 0.9,
    double momentum = 0,
    double epsilon = 1e-7,
    bool centered = false) : Optimizer(learningRate ?? 0.001)
{
    internal static Kind<RMSprop> Kind { get; } = new("RMSprop", c => new(
        ReadRate(c),
        c.Number("rho", o => o.Rho, 0.9),
        c.Number("momentum", o => o.Momentum, 0),
        c.Number("epsilon", o => o.Epsilon, 1e-7),
        c.Flag("centered", o => o.Centered, false)))
    {
        Name = "rmsprop",
    };

    /// <inheritdoc/>
    public override string Name => "rmsprop";

    /// <summary>How much of the running mean stays at each step.</summary>
    public double Rho { get; } = Decay(rho, nameof(rho));

    /// <summary>How much of the last step is repeated.</summary>
    public double Momentum { get; } = SettingRange.Share(momentum, nameof(momentum));

    /// <summary>Keeps the quotient finite.</summary>
    public double Epsilon { get; } = SettingRange.NotNegative(epsilon, nameof(epsilon));

    /// <summary>Whether the mean gradient's square is taken off.</summary>
    public bool Centered { get; } = centered;

    /// <inheritdoc/>
    internal override IReadOnlyList<string[]> SlotGroups => [["velocity"], ["momentum"], ["average_gradient"]];

    /// <inheritdoc/>
    protected override void Update(Parameter parameter, Tensor gradient)
    {
        Parameter velocity = Slot(parameter, "velocity");
        Tensor v = (velocity.Value * Rho + gradient.Square() * (1 - Rho)).FlushTiny();
        velocity.Assign(v);
        if (Centered)
        {
            Parameter average = Slot(parameter, "average_gradient");
            Tensor mean = (average.Value * Rho + gradient * (1 - Rho)).FlushTiny();
            average.Assign(mean);
            v -= mean.Square();
        }

        Tensor step = Rate * gradient / (v + Epsilon).Sqrt();
        if (Momentum > 0)
        {
            Parameter slot = Slot(parameter, "momentum");
            step = (slot.Value * Momentum + step).FlushTiny();
            slot.Assign(step);
        }

        parameter.Assign(parameter.Value - step);
    }
}

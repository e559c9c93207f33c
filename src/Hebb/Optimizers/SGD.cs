using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Optimizers.Schedules;
using Hebb.Tensors;

namespace Hebb.Optimizers;

/// <summary>
/// Gradient descent, w ← w − η·g, on as many rows as the batch has: all (batch gradient descent), one (stochastic) or some (mini-batch). With momentum a
/// ball that rolls: v ← μ·v − η·g, w ← w + v, which passes small dents and speeds up along valleys (Polyak, 1964).
/// </summary>
/// <param name="learningRate">How far a step goes, a number or a schedule; by default 0.01.</param>
/// <param name="momentum">How much of the last step is repeated, from 0 to 1.</param>
/// <param name="nesterov">Whether to look ahead, w ← w + μ·v − η·g (Nesterov, 1983).</param>
public sealed class SGD(LearningRateSchedule? learningRate = null, double momentum = 0, bool nesterov = false) : Optimizer(learningRate ?? 0.01)
{
    internal static Kind<SGD> Kind { get; } =
        new("SGD", c => new(ReadRate(c, 0.01), c.Fraction("momentum", o => o.Momentum, 0), c.Flag("nesterov", o => o.Nesterov, false)));

    /// <inheritdoc/>
    public override string Name => "sgd";

    /// <summary>How much of the last step is repeated.</summary>
    public double Momentum { get; } = momentum is >= 0 and <= 1
        ? momentum
        : throw new ArgumentOutOfRangeException(nameof(momentum), momentum, "Momentum is a share of the last step: from 0 to 1.");

    /// <summary>Whether momentum looks ahead.</summary>
    public bool Nesterov { get; } = nesterov;

    /// <inheritdoc/>
    protected override void Update(Parameter parameter, Tensor gradient)
    {
        Tensor step = Rate * gradient;
        if (Momentum == 0)
        {
            parameter.Assign(parameter.Value - step);
            return;
        }

        Parameter slot = Slot(parameter, "momentum");
        Tensor velocity = (slot.Value * Momentum + -step).FlushTiny();
        slot.Assign(velocity);
        parameter.Assign(parameter.Value + (Nesterov ? velocity * Momentum - step : velocity));
    }
}

using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Optimizers.Schedules;
using Hebb.Tensors;

namespace Hebb.Optimizers;

/// <summary>Descent by g · √(mean squared step) / √(mean squared gradient): the steps find their own size (Zeiler, 2012). The paper's
/// learning rate is 1.</summary>
/// <param name="learningRate">A factor on each step, a number or a schedule; by default 0.001.</param>
/// <param name="rho">How much of the running means stays at each step.</param>
/// <param name="epsilon">Keeps quotients finite and gets the first step going.</param>
public sealed class Adadelta(LearningRateSchedule? learningRate = null, double rho = 0.95, double epsilon = 1e-7) : Optimizer(learningRate ?? 0.001)
{
    internal static Kind<Adadelta> Kind { get; } =
        new("Adadelta", c => new(ReadRate(c), c.Number("rho", o => o.Rho, 0.95), c.Number("epsilon", o => o.Epsilon, 1e-7)));

    /// <inheritdoc/>
    public override string Name => "adadelta";

    /// <summary>How much of the running means stays at each step.</summary>
    public double Rho { get; } = Decay(rho, nameof(rho));

    /// <summary>Keeps quotients finite.</summary>
    public double Epsilon { get; } = SettingRange.NotNegative(epsilon, nameof(epsilon));

    /// <inheritdoc/>
    protected override void Update(Parameter parameter, Tensor gradient)
    {
        Parameter gradients = Slot(parameter, "accumulated_grad"), steps = Slot(parameter, "accumulated_delta_var");
        Tensor g = (gradients.Value * Rho + gradient.Square() * (1 - Rho)).FlushTiny();
        Tensor step = (steps.Value + Epsilon).Sqrt() / (g + Epsilon).Sqrt() * gradient;
        gradients.Assign(g);
        steps.Assign((steps.Value * Rho + step.Square() * (1 - Rho)).FlushTiny());
        parameter.Assign(parameter.Value - Rate * step);
    }
}

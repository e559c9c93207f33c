using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Optimizers.Schedules;
using Hebb.Tensors;

namespace Hebb.Optimizers;

/// <summary>
/// Momentum with a step of its own for every weight: m and v are running means of the gradient and of its square, and w ← w − η·m̂/(√v̂ + ε), where m̂ and v̂
/// are corrected for having started at 0 (Kingma and Ba, 2015). The usual first choice.
/// </summary>
/// <remarks>As in Keras both corrections are put into the step: α = η·√(1 − β₂ᵗ)/(1 − β₁ᵗ), computed in double, and w ← w − α·m/(√v + ε).</remarks>
public class Adam : Optimizer
{
    internal static Kind<Adam> Kind { get; } = new("Adam", c => new(
        ReadRate(c),
        c.Number("beta_1", o => o.Beta1, 0.9),
        c.Number("beta_2", o => o.Beta2, 0.999),
        c.Number("epsilon", o => o.Epsilon, 1e-7),
        c.Flag("amsgrad", o => o.Amsgrad, false)));

    private readonly Parameter _alpha;

    /// <summary>An Adam optimizer.</summary>
    /// <param name="learningRate">How far a step goes, a number or a schedule: about this much for each weight, whatever the gradient's
    /// size; by default 0.001.</param>
    /// <param name="beta1">How much of the mean gradient stays at each step.</param>
    /// <param name="beta2">How much of the mean squared gradient stays at each step.</param>
    /// <param name="epsilon">Keeps the quotient finite.</param>
    /// <param name="amsgrad">Whether to divide by the largest v̂ so far, so that steps never grow again (Reddi et al., 2018).</param>
    public Adam(LearningRateSchedule? learningRate = null, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7, bool amsgrad = false)
        : base(learningRate ?? 0.001)
    {
        (Beta1, Beta2) = (Decay(beta1, nameof(beta1)), Decay(beta2, nameof(beta2)));
        (Epsilon, Amsgrad) = (SettingRange.NotNegative(epsilon, nameof(epsilon)), amsgrad);
        _alpha = HostScalar("alpha", step => LearningRate * Math.Sqrt(1 - Math.Pow(Beta2, step)) / (1 - Math.Pow(Beta1, step)));
    }

    /// <inheritdoc/>
    public override string Name => "adam";

    /// <summary>How much of the mean gradient stays at each step.</summary>
    public double Beta1 { get; }

    /// <summary>How much of the mean squared gradient stays at each step.</summary>
    public double Beta2 { get; }

    /// <summary>Keeps the quotient finite.</summary>
    public double Epsilon { get; }

    /// <summary>Whether the largest mean squared gradient so far counts.</summary>
    public bool Amsgrad { get; }

    /// <inheritdoc/>
    internal override IReadOnlyList<string[]> SlotGroups => [["momentum", "velocity"], ["velocity_hat"]];

    /// <inheritdoc/>
    protected override void Update(Parameter parameter, Tensor gradient) => parameter.Assign(parameter.Value - Step(parameter, gradient));

    /// <summary>Brings the slots up to date; the result is what to take from the parameter.</summary>
    private protected Tensor Step(Parameter parameter, Tensor gradient)
    {
        Parameter momentum = Slot(parameter, "momentum"), velocity = Slot(parameter, "velocity");
        Tensor m = (momentum.Value + (gradient - momentum.Value) * (1 - Beta1)).FlushTiny();
        Tensor v = (velocity.Value + (gradient.Square() - velocity.Value) * (1 - Beta2)).FlushTiny();
        momentum.Assign(m);
        velocity.Assign(v);
        if (Amsgrad)
        {
            Parameter largest = Slot(parameter, "velocity_hat");
            v = largest.Value.Maximum(v);
            largest.Assign(v);
        }

        return Scaled(_alpha) * m / (v.Sqrt() + Epsilon);
    }
}

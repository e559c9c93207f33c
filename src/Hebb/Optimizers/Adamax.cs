using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Optimizers.Schedules;
using Hebb.Tensors;

namespace Hebb.Optimizers;

/// <summary>
/// Adam with the largest gradient in place of the mean square: m is the running mean, u ← max(β₂·u, |g|), and w ← w − η/(1 − β₁ᵗ)·m/(u + ε). Steps are never
/// longer than about η (Kingma and Ba, 2015, section 7).
/// </summary>
public sealed class Adamax : Optimizer
{
    internal static Kind<Adamax> Kind { get; } = new(
        "Adamax",
        c => new(ReadRate(c), c.Number("beta_1", o => o.Beta1, 0.9), c.Number("beta_2", o => o.Beta2, 0.999), c.Number("epsilon", o => o.Epsilon, 1e-7)));

    private readonly Parameter _alpha;

    /// <summary>An Adamax optimizer.</summary>
    /// <param name="learningRate">How far a step goes, a number or a schedule; by default 0.001.</param>
    /// <param name="beta1">How much of the mean gradient stays at each step.</param>
    /// <param name="beta2">How much of the largest gradient stays at each step.</param>
    /// <param name="epsilon">Keeps the quotient finite.</param>
    public Adamax(LearningRateSchedule? learningRate = null, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7) : base(learningRate ?? 0.001)
    {
        (Beta1, Beta2, Epsilon) = (Decay(beta1, nameof(beta1)), Decay(beta2, nameof(beta2)), SettingRange.NotNegative(epsilon, nameof(epsilon)));
        _alpha = HostScalar("alpha", step => LearningRate / (1 - Math.Pow(Beta1, step)));
    }

    /// <inheritdoc/>
    public override string Name => "adamax";

    /// <summary>How much of the mean gradient stays at each step.</summary>
    public double Beta1 { get; }

    /// <summary>How much of the largest gradient stays at each step.</summary>
    public double Beta2 { get; }

    /// <summary>Keeps the quotient finite.</summary>
    public double Epsilon { get; }

    /// <inheritdoc/>
    protected override void Update(Parameter parameter, Tensor gradient)
    {
        Parameter momentum = Slot(parameter, "momentum"), norm = Slot(parameter, "norm");
        Tensor m = (momentum.Value + (gradient - momentum.Value) * (1 - Beta1)).FlushTiny();
        Tensor u = (norm.Value * Beta2).Maximum(gradient.Abs()).FlushTiny();
        momentum.Assign(m);
        norm.Assign(u);
        parameter.Assign(parameter.Value - Scaled(_alpha) * m / (u + Epsilon));
    }
}

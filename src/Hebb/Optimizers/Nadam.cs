using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Optimizers.Schedules;
using Hebb.Tensors;

namespace Hebb.Optimizers;

/// <summary>
/// Adam that looks ahead as Nesterov's momentum does: with uₜ = β₁·(1 − ½·0.96ᵗ) and Uₜ = u₁·…·uₜ, m̂ = uₜ₊₁·m/(1 − Uₜ₊₁) + (1 − uₜ)·g/(1 − Uₜ), v̂ = v/(1 −
/// β₂ᵗ) and w ← w − η·m̂/(√v̂ + ε) (Dozat, 2016).
/// </summary>
public sealed class Nadam : Optimizer
{
    internal static Kind<Nadam> Kind { get; } = new(
        "Nadam",
        c => new(ReadRate(c), c.Number("beta_1", o => o.Beta1, 0.9), c.Number("beta_2", o => o.Beta2, 0.999), c.Number("epsilon", o => o.Epsilon, 1e-7)));

    /// <summary>How fast the share of momentum approaches β₁.</summary>
    private const double MomentumDecay = 0.96;

    /// <summary>From this update on the share is β₁: what is missing is below the precision of a double.</summary>
    private const long Grown = 1000;

    private readonly Parameter _ahead, _now, _correction;
    private (long Step, double Value) _product = (0, 1);

    /// <summary>A Nadam optimizer.</summary>
    /// <param name="learningRate">How far a step goes, a number or a schedule; by default 0.001.</param>
    /// <param name="beta1">How much of the mean gradient stays at each step.</param>
    /// <param name="beta2">How much of the mean squared gradient stays at each step.</param>
    /// <param name="epsilon">Keeps the quotient finite.</param>
    public Nadam(LearningRateSchedule? learningRate = null, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7) : base(learningRate ?? 0.001)
    {
        (Beta1, Beta2, Epsilon) = (Decay(beta1, nameof(beta1)), Decay(beta2, nameof(beta2)), SettingRange.NotNegative(epsilon, nameof(epsilon)));
        _ahead = HostScalar("ahead", step => LearningRate * Share(step + 1) / (1 - Product(step) * Share(step + 1)));
        _now = HostScalar("now", step => LearningRate * (1 - Share(step)) / (1 - Product(step)));
        _correction = HostScalar("correction", step => 1 / (1 - Math.Pow(Beta2, step)));
    }

    /// <inheritdoc/>
    public override string Name => "nadam";

    /// <summary>How much of the mean gradient stays at each step.</summary>
    public double Beta1 { get; }

    /// <summary>How much of the mean squared gradient stays at each step.</summary>
    public double Beta2 { get; }

    /// <summary>Keeps the quotient finite.</summary>
    public double Epsilon { get; }

    /// <summary>U: the product of the shares of momentum up to an update; 1 before the first.</summary>
    internal double Product(long step)
    {
        long grown = Math.Min(step, Grown);
        if (grown < _product.Step) { _product = (0, 1); }
        while (_product.Step < grown) { _product = (_product.Step + 1, _product.Value * Share(_product.Step + 1)); }
        return _product.Value * Math.Pow(Beta1, step - grown);
    }

    /// <inheritdoc/>
    internal override float? StoredNumber => (float)Product(Updates);

    /// <inheritdoc/>
    protected override void Update(Parameter parameter, Tensor gradient)
    {
        Parameter momentum = Slot(parameter, "momentum"), velocity = Slot(parameter, "velocity");
        Tensor m = (momentum.Value + (gradient - momentum.Value) * (1 - Beta1)).FlushTiny();
        Tensor v = (velocity.Value + (gradient.Square() - velocity.Value) * (1 - Beta2)).FlushTiny();
        momentum.Assign(m);
        velocity.Assign(v);
        parameter.Assign(parameter.Value - (Scaled(_ahead) * m + Scaled(_now) * gradient) / ((v * _correction.Value).Sqrt() + Epsilon));
    }

    private double Share(long step) => Beta1 * (1 - 0.5 * Math.Pow(MomentumDecay, step));
}

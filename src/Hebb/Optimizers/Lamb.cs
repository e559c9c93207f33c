using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Optimizers.Schedules;
using Hebb.Tensors;

namespace Hebb.Optimizers;

/// <summary>
/// Adam whose steps are as long as the weights are large: u = m̂/(√v̂ + ε) and w ← w − η·‖w‖/‖u‖·u, norms taken over each parameter. For very
/// large batches (You et al., 2020).
/// </summary>
/// <remarks>As in Keras the ratio is 1 where a norm is 0, and <see cref="Optimizer.WeightDecay"/> is taken from the weights before, not added to u.</remarks>
public sealed class Lamb : Optimizer
{
    internal static Kind<Lamb> Kind { get; } = new(
        "Lamb",
        c => new(ReadRate(c), c.Number("beta_1", o => o.Beta1, 0.9), c.Number("beta_2", o => o.Beta2, 0.999), c.Number("epsilon", o => o.Epsilon, 1e-7)));

    private readonly Parameter _meanCorrection, _squareCorrection;

    /// <summary>A LAMB optimizer.</summary>
    /// <param name="learningRate">How far a step goes, as a share of the weights' norm, a number or a schedule; by default 0.001.</param>
    /// <param name="beta1">How much of the mean gradient stays at each step.</param>
    /// <param name="beta2">How much of the mean squared gradient stays at each step.</param>
    /// <param name="epsilon">Keeps the quotient finite.</param>
    public Lamb(LearningRateSchedule? learningRate = null, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7) : base(learningRate ?? 0.001)
    {
        (Beta1, Beta2, Epsilon) = (Decay(beta1, nameof(beta1)), Decay(beta2, nameof(beta2)), SettingRange.NotNegative(epsilon, nameof(epsilon)));
        _meanCorrection = HostScalar("mean_correction", step => 1 / (1 - Math.Pow(Beta1, step)));
        _squareCorrection = HostScalar("square_correction", step => 1 / (1 - Math.Pow(Beta2, step)));
    }

    /// <inheritdoc/>
    public override string Name => "lamb";

    /// <summary>How much of the mean gradient stays at each step.</summary>
    public double Beta1 { get; }

    /// <summary>How much of the mean squared gradient stays at each step.</summary>
    public double Beta2 { get; }

    /// <summary>Keeps the quotient finite.</summary>
    public double Epsilon { get; }

    /// <inheritdoc/>
    protected override void Update(Parameter parameter, Tensor gradient)
    {
        Parameter momentum = Slot(parameter, "momentum"), velocity = Slot(parameter, "velocity");
        Tensor m = (momentum.Value + (gradient - momentum.Value) * (1 - Beta1)).FlushTiny();
        Tensor v = (velocity.Value + (gradient.Square() - velocity.Value) * (1 - Beta2)).FlushTiny();
        momentum.Assign(m);
        velocity.Assign(v);
        Tensor update = m * _meanCorrection.Value / ((v * _squareCorrection.Value).Sqrt() + Epsilon);
        Tensor weights = parameter.Value.Square().Sum().Sqrt(), step = update.Square().Sum().Sqrt();
        Tensor ratio = Tensor.Where((weights > 0) & (step > 0), weights / step, Tensor.Literal(1, weights.DType));
        parameter.Assign(parameter.Value - ratio * Rate * update);
    }
}

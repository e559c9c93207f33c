using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Optimizers.Schedules;
using Hebb.Tensors;

namespace Hebb.Optimizers;

/// <summary>
/// Follow the regularized leader: each weight is the best answer to all gradients so far, and exactly 0 where they do not outweigh the L1 penalty. For wide
/// linear models of rare features (McMahan et al., 2013).
/// </summary>
/// <remarks>
/// n' = n + g², z' = z + g − (n'ᵖ − nᵖ)/η·w and w' = (clip(z', ±λ₁) − z') / (n'ᵖ/η + 2λ₂ + β/η), with p = −<c>learningRatePower</c>. As in Keras λ₂ counts
/// twice what it does in the paper.
/// </remarks>
public sealed class Ftrl : Optimizer
{
    internal static Kind<Ftrl> Kind { get; } = new("Ftrl", c => new(
        ReadRate(c), c.Number("learning_rate_power", o => o.LearningRatePower, -0.5), c.Number("initial_accumulator_value", o => o.InitialAccumulator, 0.1),
        c.Number("l1_regularization_strength", o => o.L1, 0), c.Number("l2_regularization_strength", o => o.L2, 0),
        c.Number("l2_shrinkage_regularization_strength", o => o.L2Shrinkage, 0), c.Number("beta", o => o.Beta, 0)));

    private readonly Parameter _inverseRate;

    /// <summary>An FTRL optimizer.</summary>
    /// <param name="learningRate">How far a step goes, a number or a schedule; by default 0.001. It must not be 0.</param>
    /// <param name="learningRatePower">How fast steps shrink where gradients add up; 0 for not at all.</param>
    /// <param name="initialAccumulator">What the sum of squares starts with.</param>
    /// <param name="l1">λ₁, the strength of the L1 penalty that makes weights 0.</param>
    /// <param name="l2">λ₂, the strength of an L2 penalty.</param>
    /// <param name="l2Shrinkage">An L2 penalty that is added to the gradient, as if it were part of the loss.</param>
    /// <param name="beta">β, which makes the first steps smaller.</param>
    public Ftrl(
        LearningRateSchedule? learningRate = null,
        double learningRatePower = -0.5,
        double initialAccumulator = 0.1,
        double l1 = 0,
        double l2 = 0,
        double l2Shrinkage = 0,
        double beta = 0)
        : base(learningRate ?? 0.001)
    {
        LearningRatePower = SettingRange.NotPositive(learningRatePower, nameof(learningRatePower));
        InitialAccumulator = SettingRange.NotNegative(initialAccumulator, nameof(initialAccumulator));
        (L1, L2) = (SettingRange.NotNegative(l1, nameof(l1)), SettingRange.NotNegative(l2, nameof(l2)));
        L2Shrinkage = SettingRange.NotNegative(l2Shrinkage, nameof(l2Shrinkage));
        Beta = SettingRange.NotNegative(beta, nameof(beta));
        _inverseRate = HostScalar("inverse_rate", _ => LearningRate > 0 ? 1 / LearningRate : throw new InvalidOperationException(
            "Ftrl divides by the learning rate, which is 0 in this step: give a number or schedule above 0."));
    }

    /// <inheritdoc/>
    public override string Name => "ftrl";

    /// <summary>How fast steps shrink where gradients add up.</summary>
    public double LearningRatePower { get; }

    /// <summary>What the sum of squares starts with.</summary>
    public double InitialAccumulator { get; }

    /// <summary>The strength of the L1 penalty.</summary>
    public double L1 { get; }

    /// <summary>The strength of the L2 penalty.</summary>
    public double L2 { get; }

    /// <summary>The strength of the L2 penalty that is added to the gradient.</summary>
    public double L2Shrinkage { get; }

    /// <summary>What makes the first steps smaller.</summary>
    public double Beta { get; }

    /// <inheritdoc/>
    protected override void Update(Parameter parameter, Tensor gradient)
    {
        Parameter accumulator = Slot(parameter, "accumulator", InitialAccumulator), linear = Slot(parameter, "linear");
        Tensor w = parameter.Value, sum = accumulator.Value + gradient.Square(), power = sum.Pow(-LearningRatePower);
        Tensor inverse = RateFactor == 1 ? _inverseRate.Value : _inverseRate.Value / RateFactor;
        Tensor z = linear.Value + gradient + w * (2 * L2Shrinkage) - (power - accumulator.Value.Pow(-LearningRatePower)) * inverse * w;
        accumulator.Assign(sum);
        linear.Assign(z);
        parameter.Assign((z.Clip(-L1, L1) - z) / ((power + Beta) * inverse + 2 * L2));
    }
}

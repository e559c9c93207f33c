using Hebb.Configuration;
using Hebb.Optimizers.Schedules;

namespace Hebb.Optimizers;

/// <summary>Adam whose weights also shrink by themselves, w ← w − η·λ·w before each step: unlike an L2 penalty, all weights by the same share
/// (Loshchilov and Hutter, 2019).</summary>
/// <remarks>It is <see cref="Adam"/> with <see cref="Optimizer.WeightDecay"/>.</remarks>
public sealed class AdamW : Adam
{
    internal static new Kind<AdamW> Kind { get; } = new("AdamW", c => new(
        ReadRate(c),
        beta1: c.Number("beta_1", o => o.Beta1, 0.9),
        beta2: c.Number("beta_2", o => o.Beta2, 0.999),
        epsilon: c.Number("epsilon", o => o.Epsilon, 1e-7),
        amsgrad: c.Flag("amsgrad", o => o.Amsgrad, false)))
    { Name = "adamw" };

    /// <summary>An AdamW optimizer.</summary>
    /// <param name="learningRate">How far a step goes, a number or a schedule; by default 0.001.</param>
    /// <param name="weightDecay">The share λ, times the learning rate, that is taken from each weight.</param>
    /// <param name="beta1">How much of the mean gradient stays at each step.</param>
    /// <param name="beta2">How much of the mean squared gradient stays at each step.</param>
    /// <param name="epsilon">Keeps the quotient finite.</param>
    /// <param name="amsgrad">Whether to divide by the largest mean squared gradient so far.</param>
    public AdamW(
        LearningRateSchedule? learningRate = null,
        double weightDecay = 0.004,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double epsilon = 1e-7,
        bool amsgrad = false)
        : base(learningRate, beta1, beta2, epsilon, amsgrad) => WeightDecay = SettingRange.NotNegative(weightDecay, nameof(weightDecay));

    /// <inheritdoc/>
    public override string Name => "adamw";
}

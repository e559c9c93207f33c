using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Optimizers;

/// <summary>Adam whose weights also shrink by themselves, w ← w − η·λ·w before each step: unlike an L2 penalty, all weights by the same share (Loshchilov and Hutter, 2019).</summary>
/// <param name="learningRate">How far a step goes.</param>
/// <param name="weightDecay">The share λ, times the learning rate, that is taken from each weight.</param>
/// <param name="beta1">How much of the mean gradient stays at each step.</param>
/// <param name="beta2">How much of the mean squared gradient stays at each step.</param>
/// <param name="epsilon">Keeps the quotient finite.</param>
/// <param name="amsgrad">Whether to divide by the largest mean squared gradient so far.</param>
public sealed class AdamW(
    double learningRate = 0.001, double weightDecay = 0.004, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7, bool amsgrad = false)
    : Adam(learningRate, beta1, beta2, epsilon, amsgrad)
{
    /// <inheritdoc/>
    public override string Name => "adamw";

    /// <summary>The share, times the learning rate, that is taken from each weight.</summary>
    public double WeightDecay { get; } = weightDecay;

    /// <inheritdoc/>
    protected override void Update(Parameter parameter, Tensor gradient)
    {
        Tensor w = parameter.Value;
        parameter.Assign(w - w * WeightDecay * Rate - Step(parameter, gradient));
    }
}

using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Losses;

/// <summary>
/// max(0, −y·f(x)): 0 on the right side of the boundary. Its derivative with respect to the weights is 0 if y·f(x) ≥ 0, else −y·x: descent with it is
/// Rosenblatt's perceptron rule. With a linear output.
/// </summary>
/// <remarks>Targets are −1 and 1; 0 counts as −1.</remarks>
public sealed record PerceptronLoss : Loss
{
    internal static Kind<PerceptronLoss> Kind { get; } = new("PerceptronLoss", _ => new()) { Aliases = ["perceptron"] };

    /// <inheritdoc/>
    public override string Name => "perceptron_loss";

    /// <inheritdoc/>
    internal override Answers Answers => Answers.Signs;

    /// <inheritdoc/>
    public override Tensor PerRow(Tensor yTrue, Tensor yPred) => RowMeans((-Signs(Match(yTrue, yPred)) * yPred).Relu());
}

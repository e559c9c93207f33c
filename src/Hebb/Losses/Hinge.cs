using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Losses;

/// <summary>max(0, 1 − y·ŷ): rows on the right side by less than a margin of 1 still cost. With a linear output: the support vector machine.</summary>
/// <remarks>Targets are −1 and 1; 0 counts as −1.</remarks>
public sealed record Hinge : Loss
{
    internal static Kind<Hinge> Kind { get; } = new("Hinge", _ => new());

    /// <inheritdoc/>
    public override string Name => "hinge";

    /// <inheritdoc/>
    internal override Answers Answers => Answers.Signs;

    /// <inheritdoc/>
    public override Tensor PerRow(Tensor yTrue, Tensor yPred) => RowMeans((1 - Signs(Match(yTrue, yPred)) * yPred).Relu());
}

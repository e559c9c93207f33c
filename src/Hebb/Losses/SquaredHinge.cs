using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Losses;

/// <summary>max(0, 1 − y·ŷ)²: the hinge loss without a corner.</summary>
/// <remarks>Targets are −1 and 1; 0 counts as −1.</remarks>
public sealed record SquaredHinge : Loss
{
    internal static Kind<SquaredHinge> Kind { get; } = new("SquaredHinge", _ => new());

    /// <inheritdoc/>
    public override string Name => "squared_hinge";

    /// <inheritdoc/>
    internal override Answers Answers => Answers.Signs;

    /// <inheritdoc/>
    public override Tensor PerRow(Tensor yTrue, Tensor yPred) => RowMeans((1 - Signs(Match(yTrue, yPred)) * yPred).Relu().Square());
}

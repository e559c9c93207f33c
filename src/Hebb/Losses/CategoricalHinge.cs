using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Losses;

/// <summary>max(0, 1 + the best score of a wrong class (at least 0) − the score of the right one). Targets are one-hot.</summary>
public sealed record CategoricalHinge : Loss
{
    internal static Kind<CategoricalHinge> Kind { get; } = new("CategoricalHinge", _ => new());

    /// <inheritdoc/>
    public override string Name => "categorical_hinge";

    /// <inheritdoc/>
    public override Tensor PerRow(Tensor yTrue, Tensor yPred)
    {
        Tensor target = Match(yTrue, yPred);
        return RowMeans((((1 - target) * yPred).Max(-1) - (target * yPred).Sum(-1) + 1).Relu());
    }
}

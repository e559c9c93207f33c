using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Metrics;

/// <summary>The share of rows whose largest score is at the class of the one-hot target.</summary>
public sealed record CategoricalAccuracy : RowMean
{
    internal static Kind<CategoricalAccuracy> Kind { get; } = new("CategoricalAccuracy", _ => new());

    /// <inheritdoc/>
    public override string Name => "categorical_accuracy";

    /// <inheritdoc/>
    public override bool LargerIsBetter => true;

    /// <inheritdoc/>
    protected override Tensor PerRow(Tensor yTrue, Tensor yPred) => Hits(Name, yTrue, yPred);

    /// <summary>1 where the class is right, else 0.</summary>
    internal static Tensor Hits(string user, Tensor yTrue, Tensor yPred) =>
        Targets.Match(user, yTrue, yPred).ArgMax(-1).EqualTo(yPred.ArgMax(-1)).Cast(yPred.DType);
}

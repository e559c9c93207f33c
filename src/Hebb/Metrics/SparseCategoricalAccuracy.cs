using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Metrics;

/// <summary>The share of rows whose largest score is at the class the target names.</summary>
public sealed record SparseCategoricalAccuracy : RowMean
{
    internal static Kind<SparseCategoricalAccuracy> Kind { get; } = new("SparseCategoricalAccuracy", _ => new());

    /// <inheritdoc/>
    public override string Name => "sparse_categorical_accuracy";

    /// <inheritdoc/>
    public override bool LargerIsBetter => true;

    /// <inheritdoc/>
    protected override Tensor PerRow(Tensor yTrue, Tensor yPred) => Hits(Name, yTrue, yPred);

    /// <summary>1 where the class is right, else 0.</summary>
    internal static Tensor Hits(string user, Tensor yTrue, Tensor yPred)
    {
        Targets.CheckSparse(user, yTrue, yPred);
        return yTrue.Reshape(yPred.Shape[..^1]).EqualTo(yPred.ArgMax(-1).Cast(yTrue.DType)).Cast(yPred.DType);
    }
}

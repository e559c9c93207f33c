using Hebb.Configuration;
using Hebb.Tensors;

namespace Hebb.Metrics;

/// <summary>
/// The share of rows predicted right. The shapes decide how: predictions with a last axis of 1 (or without one) are probabilities of a yes, compared with 0.5;
/// targets of the predictions' shape are one-hot; else targets are class numbers.
/// </summary>
public sealed record Accuracy : RowMean
{
    internal static Kind<Accuracy> Kind { get; } = new("Accuracy", _ => new()) { Aliases = ["acc"] };

    /// <inheritdoc/>
    public override string Name => "accuracy";

    /// <inheritdoc/>
    public override bool LargerIsBetter => true;

    /// <inheritdoc/>
    protected override Tensor PerRow(Tensor yTrue, Tensor yPred)
    {
        if (yPred.Rank < 2 || yPred.Shape[^1] == 1) { return BinaryAccuracy.Hits(Name, yTrue, yPred, 0.5); }
        return yTrue.Shape == yPred.Shape ? CategoricalAccuracy.Hits(Name, yTrue, yPred) : SparseCategoricalAccuracy.Hits(Name, yTrue, yPred);
    }
}

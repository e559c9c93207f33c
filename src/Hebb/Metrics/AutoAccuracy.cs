using Hebb.Configuration;
using Hebb.Tensors;

namespace Hebb.Metrics;

/// <summary>
/// The share of rows predicted right, what Keras calls <c>"accuracy"</c>. The shapes decide how: predictions with a last axis of 1 (or without one) are
/// probabilities of a yes, compared with 0.5; targets of the predictions' shape are one-hot; else targets are class numbers.
/// </summary>
/// <remarks>
/// In a model that is trained by a loss of logits, or of targets −1 and 1, a prediction above 0 is a yes. Several outputs that do not exclude each other
/// (sigmoids) are judged by the largest all the same, as in Keras: use <see cref="BinaryAccuracy"/> for them.
/// </remarks>
public sealed record AutoAccuracy : RowMean
{
    internal static Kind<AutoAccuracy> Kind { get; } = new("AutoAccuracy", _ => new()) { Name = "accuracy", Aliases = ["acc"], Module = "hebb.metrics" };

    /// <inheritdoc/>
    public override string Name => "accuracy";

    /// <inheritdoc/>
    public override bool LargerIsBetter => true;

    /// <inheritdoc/>
    internal override bool ReadsProbabilities => true;

    /// <inheritdoc/>
    protected override Tensor PerRow(Tensor yTrue, Tensor yPred)
    {
        if (yPred.Rank < 2 || yPred.Shape[^1] == 1) { return BinaryAccuracy.Hits(Name, yTrue, yPred, 0.5); }
        return yTrue.Shape == yPred.Shape ? CategoricalAccuracy.Hits(Name, yTrue, yPred) : SparseCategoricalAccuracy.Hits(Name, yTrue, yPred);
    }
}

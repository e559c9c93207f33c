using Hebb.Configuration;
using Hebb.Losses;
using Hebb.Tensors;

namespace Hebb.Metrics;

/// <summary>The share of rows whose true class is among the k with the largest scores. Targets are class numbers.</summary>
/// <remarks>Classes that tie with the k-th count as among them, as in Keras.</remarks>
/// <param name="K">How many guesses each row has.</param>
public sealed record SparseTopKCategoricalAccuracy(int K = 5) : RowMean
{
    internal static Kind<SparseTopKCategoricalAccuracy> Kind { get; } = new("SparseTopKCategoricalAccuracy", c => new(c.Int("k", m => m.K, 5)));

    /// <inheritdoc/>
    public override string Name => "sparse_top_k_categorical_accuracy";

    /// <inheritdoc/>
    public override bool LargerIsBetter => true;

    /// <inheritdoc/>
    protected override Tensor PerRow(Tensor yTrue, Tensor yPred) => TopKCategoricalAccuracy.Hits(ClassMask.Of(Name, yTrue, yPred), yPred, K);
}

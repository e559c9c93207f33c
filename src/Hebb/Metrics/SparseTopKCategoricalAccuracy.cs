using Hebb.Configuration;
using Hebb.Losses;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Metrics;

/// <summary>The share of rows whose true class is among the k with the largest scores. Targets are class numbers.</summary>
/// <remarks>Classes that tie with the k-th count as among them, as in Keras.</remarks>
/// <param name="K">How many guesses each row has.</param>
public sealed record SparseTopKCategoricalAccuracy(int K = 5) : RowMean
{
    internal static Kind<SparseTopKCategoricalAccuracy> Kind { get; } = new("SparseTopKCategoricalAccuracy", c => new(c.Int("k", m => m.K, 5))
    {
        FromSortedIds = c.Instance is not { FromSortedIds: false } && c.Flag("from_sorted_ids", m => m.FromSortedIds, false),
    });

    /// <summary>How many guesses each row has. Range: 1 or more.</summary>
    public int K { get; init => field = SettingRange.AtLeast(1, value); } = SettingRange.AtLeast(1, K);

    /// <inheritdoc/>
    public override string Name => "sparse_top_k_categorical_accuracy";

    /// <inheritdoc/>
    public override bool LargerIsBetter => true;

    /// <summary>Whether predictions are class numbers, the best first, instead of scores: what a search for nearest neighbors gives.</summary>
    public bool FromSortedIds { get; init; }

    /// <inheritdoc/>
    protected override Tensor PerRow(Tensor yTrue, Tensor yPred) =>
        FromSortedIds ? IsAmong(yTrue, yPred) : TopKCategoricalAccuracy.Hits(ClassMask.Of(Name, yTrue, yPred), yPred, K);

    private Tensor IsAmong(Tensor yTrue, Tensor yPred)
    {
        Targets.CheckSparse(Name, yTrue, yPred);
        Tensor target = yTrue.Reshape([.. yPred.Shape[..^1].Dimensions, 1]).Cast(yPred.DType);
        return yPred.Slice(-1, ..Math.Min(K, yPred.Shape[^1])).EqualTo(target).Any(-1).Cast(yPred.DType);
    }
}

using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Metrics;

/// <summary>The share of rows whose true class is among the k with the largest scores. Targets are one-hot or class numbers, by their shape.</summary>
/// <remarks>Classes that tie with the k-th count as among them, as in Keras.</remarks>
/// <param name="K">How many guesses each row has.</param>
public sealed record TopKCategoricalAccuracy(int K = 5) : RowMean
{
    internal static Kind<TopKCategoricalAccuracy> Kind { get; } = new("TopKCategoricalAccuracy", c => new(c.Int("k", m => m.K, 5)));

    /// <summary>How many guesses each row has. Range: 1 or more.</summary>
    public int K { get; init => field = SettingRange.AtLeast(1, value); } = SettingRange.AtLeast(1, K);

    /// <inheritdoc/>
    public override string Name => "top_k_categorical_accuracy";

    /// <inheritdoc/>
    public override bool LargerIsBetter => true;

    /// <inheritdoc/>
    protected override Tensor PerRow(Tensor yTrue, Tensor yPred) => Hits(Targets.IsPositive(Name, yTrue, yPred), yPred, K);

    /// <summary>1 where fewer than k scores are better than that of the true class, else 0.</summary>
    internal static Tensor Hits(Tensor isTrue, Tensor yPred, int k)
    {
        Tensor score = Tensor.Where(isTrue, yPred, Tensor.Scalar(0, yPred.DType)).Sum(-1, keepDims: true);
        return ((yPred > score).Cast(yPred.DType).Sum(-1) < k).Cast(yPred.DType);
    }
}

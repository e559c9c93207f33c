using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Metrics;

/// <summary>The share of rows whose true class is among the k with the largest scores. Targets are one-hot or class numbers, by their shape.</summary>
/// <remarks>Classes that tie with the k-th count as among them, as in Keras.</remarks>
/// <param name="K">How many guesses each row has.</param>
public sealed record TopKAccuracy(int K = 5) : RowMean
{
    /// <inheritdoc/>
    public override string Name => "top_k_categorical_accuracy";

    /// <inheritdoc/>
    public override bool LargerIsBetter => true;

    /// <inheritdoc/>
    protected override Tensor PerRow(Tensor yTrue, Tensor yPred)
    {
        Tensor isTrue = Targets.IsPositive(Name, yTrue, yPred);
        Tensor score = Tensor.Where(isTrue, yPred, Tensor.Scalar(0, yPred.DType)).Sum(-1, keepDims: true);
        Tensor better = (yPred > score).Cast(yPred.DType).Sum(-1);
        return (better < K).Cast(yPred.DType);
    }
}

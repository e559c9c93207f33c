using Hebb.Configuration;
using Hebb.Losses;
using Hebb.Tensors;

namespace Hebb.Metrics;

/// <summary>The mean of a loss over all rows of a data set, weighted: a loss to look at beside the one that is trained.</summary>
/// <param name="Loss">The loss.</param>
public record MeanMetric(Loss Loss) : RowMean
{
    internal static Kind<MeanMetric> Kind { get; } = new("MeanMetric", c => new(c.Part("loss", Loss.Kinds, m => m.Loss))) { Module = "hebb.metrics" };

    /// <inheritdoc/>
    public override string Name => Loss.Name;

    /// <inheritdoc/>
    public override bool LargerIsBetter => false;

    /// <summary>The loss itself takes probabilities.</summary>
    internal sealed override bool ReadsProbabilities => Loss.ReadsProbabilities;

    /// <inheritdoc/>
    private protected override bool LeavesOut => Loss is SparseCategoricalCrossentropy { IgnoreClass: not null };

    /// <summary>As in Keras, where there are neither weights nor a mask, ignored classes count as a loss of 0.</summary>
    private protected sealed override Tensor? Counting(Tensor yTrue, Tensor yPred) =>
        Loss is SparseCategoricalCrossentropy sparse ? sparse.Known(yTrue, yPred) : null;

    /// <inheritdoc/>
    protected sealed override Tensor PerRow(Tensor yTrue, Tensor yPred) => Loss.PerRow(yTrue, yPred);
}

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

    /// <inheritdoc/>
    protected sealed override Tensor PerRow(Tensor yTrue, Tensor yPred) => Loss.PerRow(yTrue, yPred);
}

using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Metrics;

/// <summary>The mean cosine of the angle between y and ŷ along the last axis: 1 where they point the same way. The loss of this name is its opposite.</summary>
public sealed record CosineSimilarity : RowMean
{
    internal static Kind<CosineSimilarity> Kind { get; } = new("CosineSimilarity", _ => new());

    /// <inheritdoc/>
    public override string Name => "cosine_similarity";

    /// <inheritdoc/>
    public override bool LargerIsBetter => true;

    /// <inheritdoc/>
    protected override Tensor PerRow(Tensor yTrue, Tensor yPred) => -Losses.Loss.CosineSimilarity.PerRow(yTrue, yPred);
}

using Hebb.Tensors;

namespace Hebb.Metrics;

/// <summary>
/// A measure of quality over a whole data set. Each batch contributes a vector of sums, computed inside the compiled step; sums are added up
/// over the batches (in double, on the host), and the result is a function of the totals. So nothing is averaged over batches that must not be.
/// </summary>
public abstract partial record Metric
{
    /// <summary>The name in histories and tables, as Keras writes it: <c>"accuracy"</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Whether larger is better (accuracy) or smaller (errors).</summary>
    public abstract bool LargerIsBetter { get; }

    /// <summary>The sums of a batch: a Float32 tensor of one axis.</summary>
    /// <param name="yTrue">Targets.</param>
    /// <param name="yPred">Predictions.</param>
    /// <param name="weights">One weight per row, shape <c>(batch)</c>; ones if no weights were given.</param>
    public abstract Tensor Sums(Tensor yTrue, Tensor yPred, Tensor weights);

    /// <summary>The value of the metric, from the sums over all batches.</summary>
    public abstract double Result(ReadOnlySpan<double> totals);
}

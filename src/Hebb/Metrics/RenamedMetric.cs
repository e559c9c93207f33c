using Hebb.Tensors;

namespace Hebb.Metrics;

/// <summary>A metric under another name: <see cref="Metric.As"/>.</summary>
internal sealed record RenamedMetric(Metric Metric, string Alias) : Metric
{
    /// <inheritdoc/>
    public override string Name => Alias;

    /// <inheritdoc/>
    public override bool LargerIsBetter => Metric.LargerIsBetter;

    /// <inheritdoc/>
    internal override bool ReadsProbabilities => Metric.ReadsProbabilities;

    /// <inheritdoc/>
    internal override Tensor SumsOrNaN(Tensor yTrue, Tensor yPred, Tensor? weights) => Metric.SumsOrNaN(yTrue, yPred, weights);

    /// <inheritdoc/>
    public override Tensor Sums(Tensor yTrue, Tensor yPred, Tensor weights) => Metric.Sums(yTrue, yPred, weights);

    /// <inheritdoc/>
    public override double Result(ReadOnlySpan<double> totals) => Metric.Result(totals);

    /// <inheritdoc/>
    public override double[] Parts(ReadOnlySpan<double> totals) => Metric.Parts(totals);
}

using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Metrics;

/// <summary>
/// The share of predictions that equal their targets, number by number: for predictions that are answers, such as class numbers, not probabilities. What
/// Keras calls <c>"accuracy"</c> is <see cref="Metric.Accuracy"/>.
/// </summary>
public sealed record Accuracy : RowMean
{
    internal static Kind<Accuracy> Kind { get; } = new("Accuracy", _ => new()) { IsNeverNamedAlone = true };

    /// <inheritdoc/>
    public override string Name => "accuracy";

    /// <inheritdoc/>
    public override bool LargerIsBetter => true;

    /// <inheritdoc/>
    protected override Tensor PerRow(Tensor yTrue, Tensor yPred) => Targets.Match(Name, yTrue, yPred).EqualTo(yPred).Cast(yPred.DType);
}

using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Metrics;

/// <summary>
/// The share of predictions that equal their targets, number by number: for predictions that are answers, such as class numbers, not probabilities. What
/// Keras calls <c>"accuracy"</c> is <see cref="Metric.Accuracy"/>; it gives this class the same name, by which no history could tell them apart.
/// </summary>
public sealed record Accuracy : RowMean
{
    internal static Kind<Accuracy> Kind { get; } = new("Accuracy", _ => new()) { Name = "exact_accuracy", IsNeverNamedAlone = true };

    /// <inheritdoc/>
    public override string Name => "exact_accuracy";

    /// <inheritdoc/>
    public override bool LargerIsBetter => true;

    /// <inheritdoc/>
    protected override Tensor PerRow(Tensor yTrue, Tensor yPred) => Targets.Match(Name, yTrue, yPred).EqualTo(yPred).Cast(yPred.DType);
}

namespace Hebb.Metrics;

/// <summary>The harmonic mean of precision and recall, 2tp / (2tp + fp + fn), over all classes together (scikit-learn's micro average).</summary>
/// <param name="Threshold">What a prediction must exceed to be a yes.</param>
public sealed record F1(double Threshold = 0.5) : ConfusionMetric(Threshold)
{
    /// <inheritdoc/>
    public override string Name => "f1_score";

    /// <inheritdoc/>
    protected override double Result(double truePositives, double falsePositives, double trueNegatives, double falseNegatives) =>
        Share(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives);
}

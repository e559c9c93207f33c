namespace Hebb.Metrics;

/// <summary>Of what is positive, the share that was found: tp / (tp + fn). High when little is missed.</summary>
/// <param name="Threshold">What a prediction must exceed to be a yes.</param>
public sealed record Recall(double Threshold = 0.5) : ConfusionMetric(Threshold)
{
    /// <inheritdoc/>
    public override string Name => "recall";

    /// <inheritdoc/>
    protected override double Result(double truePositives, double falsePositives, double trueNegatives, double falseNegatives) =>
        Share(truePositives, truePositives + falseNegatives);
}

namespace Hebb.Metrics;

/// <summary>Of what was called positive, the share that is: tp / (tp + fp). High when alarms are rarely false.</summary>
/// <param name="Threshold">What a prediction must exceed to be a yes.</param>
public sealed record Precision(double Threshold = 0.5) : ConfusionMetric(Threshold)
{
    /// <inheritdoc/>
    public override string Name => "precision";

    /// <inheritdoc/>
    protected override double Result(double truePositives, double falsePositives, double trueNegatives, double falseNegatives) =>
        Share(truePositives, truePositives + falsePositives);
}

namespace Hebb.Metrics;

/// <summary>Positives called positive.</summary>
/// <param name="Threshold">What a prediction must exceed to be a yes; by default 0.5.</param>
public sealed record TruePositives(double? Threshold = null) : ConfusionMetric(Threshold)
{
    /// <inheritdoc/>
    public override string Name => "true_positives";

    /// <inheritdoc/>
    protected override double Result(double truePositives, double falsePositives, double trueNegatives, double falseNegatives) =>
        truePositives;
}

/// <summary>Negatives called positive: false alarms.</summary>
/// <param name="Threshold">What a prediction must exceed to be a yes; by default 0.5.</param>
public sealed record FalsePositives(double? Threshold = null) : ConfusionMetric(Threshold)
{
    /// <inheritdoc/>
    public override string Name => "false_positives";

    /// <inheritdoc/>
    public override bool LargerIsBetter => false;

    /// <inheritdoc/>
    protected override double Result(double truePositives, double falsePositives, double trueNegatives, double falseNegatives) =>
        falsePositives;
}

/// <summary>Negatives called negative.</summary>
/// <param name="Threshold">What a prediction must exceed to be a yes; by default 0.5.</param>
public sealed record TrueNegatives(double? Threshold = null) : ConfusionMetric(Threshold)
{
    /// <inheritdoc/>
    public override string Name => "true_negatives";

    /// <inheritdoc/>
    protected override double Result(double truePositives, double falsePositives, double trueNegatives, double falseNegatives) =>
        trueNegatives;
}

/// <summary>Positives called negative: misses.</summary>
/// <param name="Threshold">What a prediction must exceed to be a yes; by default 0.5.</param>
public sealed record FalseNegatives(double? Threshold = null) : ConfusionMetric(Threshold)
{
    /// <inheritdoc/>
    public override string Name => "false_negatives";

    /// <inheritdoc/>
    public override bool LargerIsBetter => false;

    /// <inheritdoc/>
    protected override double Result(double truePositives, double falsePositives, double trueNegatives, double falseNegatives) =>
        falseNegatives;
}

using Hebb.Configuration;

namespace Hebb.Metrics;

/// <summary>Positives called positive.</summary>
/// <param name="Threshold">What a prediction must exceed to be a yes; by default 0.5.</param>
public sealed record TruePositives(double? Threshold = null) : BinaryCountsMetric(Threshold)
{
    internal static Kind<TruePositives> Kind { get; } = new("TruePositives", c => new(OneThreshold(c)) { Thresholds = SeveralThresholds(c) });

    /// <inheritdoc/>
    public override string Name => "true_positives";

    /// <inheritdoc/>
    protected override double Result(double truePositives, double falsePositives, double trueNegatives, double falseNegatives) =>
        truePositives;
}

/// <summary>Negatives called positive: false alarms.</summary>
/// <param name="Threshold">What a prediction must exceed to be a yes; by default 0.5.</param>
public sealed record FalsePositives(double? Threshold = null) : BinaryCountsMetric(Threshold)
{
    internal static Kind<FalsePositives> Kind { get; } = new("FalsePositives", c => new(OneThreshold(c)) { Thresholds = SeveralThresholds(c) });

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
public sealed record TrueNegatives(double? Threshold = null) : BinaryCountsMetric(Threshold)
{
    internal static Kind<TrueNegatives> Kind { get; } = new("TrueNegatives", c => new(OneThreshold(c)) { Thresholds = SeveralThresholds(c) });

    /// <inheritdoc/>
    public override string Name => "true_negatives";

    /// <inheritdoc/>
    protected override double Result(double truePositives, double falsePositives, double trueNegatives, double falseNegatives) =>
        trueNegatives;
}

/// <summary>Positives called negative: misses.</summary>
/// <param name="Threshold">What a prediction must exceed to be a yes; by default 0.5.</param>
public sealed record FalseNegatives(double? Threshold = null) : BinaryCountsMetric(Threshold)
{
    internal static Kind<FalseNegatives> Kind { get; } = new("FalseNegatives", c => new(OneThreshold(c)) { Thresholds = SeveralThresholds(c) });

    /// <inheritdoc/>
    public override string Name => "false_negatives";

    /// <inheritdoc/>
    public override bool LargerIsBetter => false;

    /// <inheritdoc/>
    protected override double Result(double truePositives, double falsePositives, double trueNegatives, double falseNegatives) =>
        falseNegatives;
}

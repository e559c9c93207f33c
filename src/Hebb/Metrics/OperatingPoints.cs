using Hebb.Configuration;

namespace Hebb.Metrics;

/// <summary>The best precision of all thresholds at which enough positives are found.</summary>
/// <param name="Recall">The least share of positives that must be found.</param>
/// <param name="NumThresholds">At how many even thresholds.</param>
public sealed record PrecisionAtRecall(double Recall, int NumThresholds = 200) : OperatingPoint(NumThresholds)
{
    internal static Kind<PrecisionAtRecall> Kind { get; } = new(
        "PrecisionAtRecall",
        c => new(c.Number("recall", m => m.Recall), ReadNumThresholds(c, m => m.NumThresholds)) { ClassId = c.IntOrNull("class_id", m => m.ClassId) });

    /// <inheritdoc/>
    public override string Name => "precision_at_recall";

    /// <summary>The least share of positives that must be found.</summary>
    public new double Recall { get; } = Checked(Recall, nameof(Recall));

    /// <inheritdoc/>
    private protected override double Least => Recall;

    /// <inheritdoc/>
    private protected override (double Constrained, double Wanted) At(CurveCounts counts, int threshold) =>
        (counts.Recall(threshold), counts.Precision(threshold));
}

/// <summary>The best recall of all thresholds at which alarms are rarely enough false.</summary>
/// <param name="Precision">The least share of positives among what is called positive.</param>
/// <param name="NumThresholds">At how many even thresholds.</param>
public sealed record RecallAtPrecision(double Precision, int NumThresholds = 200) : OperatingPoint(NumThresholds)
{
    internal static Kind<RecallAtPrecision> Kind { get; } = new(
        "RecallAtPrecision",
        c => new(c.Number("precision", m => m.Precision), ReadNumThresholds(c, m => m.NumThresholds)) { ClassId = c.IntOrNull("class_id", m => m.ClassId) });

    /// <inheritdoc/>
    public override string Name => "recall_at_precision";

    /// <summary>The least share of positives among what is called positive.</summary>
    public new double Precision { get; } = Checked(Precision, nameof(Precision));

    /// <inheritdoc/>
    private protected override double Least => Precision;

    /// <inheritdoc/>
    private protected override (double Constrained, double Wanted) At(CurveCounts counts, int threshold) =>
        (counts.Precision(threshold), counts.Recall(threshold));
}

/// <summary>The best sensitivity (share of positives found) of all thresholds at which enough negatives are left in peace.</summary>
/// <param name="Specificity">The least share of negatives that must not be called positive.</param>
/// <param name="NumThresholds">At how many even thresholds.</param>
public sealed record SensitivityAtSpecificity(double Specificity, int NumThresholds = 200) : OperatingPoint(NumThresholds)
{
    internal static Kind<SensitivityAtSpecificity> Kind { get; } = new(
        "SensitivityAtSpecificity",
        c =>
            new(c.Number("specificity", m => m.Specificity), ReadNumThresholds(c, m => m.NumThresholds)) { ClassId = c.IntOrNull("class_id", m => m.ClassId) });

    /// <inheritdoc/>
    public override string Name => "sensitivity_at_specificity";

    /// <summary>The least share of negatives that must not be called positive.</summary>
    public double Specificity { get; } = Checked(Specificity, nameof(Specificity));

    /// <inheritdoc/>
    private protected override double Least => Specificity;

    /// <inheritdoc/>
    private protected override (double Constrained, double Wanted) At(CurveCounts counts, int threshold) =>
        (counts.Specificity(threshold), counts.Recall(threshold));
}

/// <summary>The best specificity (share of negatives left in peace) of all thresholds at which enough positives are found.</summary>
/// <param name="Sensitivity">The least share of positives that must be found.</param>
/// <param name="NumThresholds">At how many even thresholds.</param>
public sealed record SpecificityAtSensitivity(double Sensitivity, int NumThresholds = 200) : OperatingPoint(NumThresholds)
{
    internal static Kind<SpecificityAtSensitivity> Kind { get; } = new(
        "SpecificityAtSensitivity",
        c =>
            new(c.Number("sensitivity", m => m.Sensitivity), ReadNumThresholds(c, m => m.NumThresholds)) { ClassId = c.IntOrNull("class_id", m => m.ClassId) });

    /// <inheritdoc/>
    public override string Name => "specificity_at_sensitivity";

    /// <summary>The least share of positives that must be found.</summary>
    public double Sensitivity { get; } = Checked(Sensitivity, nameof(Sensitivity));

    /// <inheritdoc/>
    private protected override double Least => Sensitivity;

    /// <inheritdoc/>
    private protected override (double Constrained, double Wanted) At(CurveCounts counts, int threshold) =>
        (counts.Recall(threshold), counts.Specificity(threshold));
}

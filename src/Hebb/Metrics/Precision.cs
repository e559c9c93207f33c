using Hebb.Configuration;

namespace Hebb.Metrics;

/// <summary>Of what was called positive, the share that is: tp / (tp + fp). High when alarms are rarely false.</summary>
/// <param name="Threshold">What a prediction must exceed to be a yes; by default 0.5, or anything if <see cref="TopK"/> decides.</param>
public sealed record Precision(double? Threshold = null) : BinaryCountsMetric(Threshold)
{
    internal static Kind<Precision> Kind { get; } = new(
        "Precision",
        c => new(OneThreshold(c))
        {
            Thresholds = SeveralThresholds(c),
            TopK = c.IntOrNull("top_k", m => m.TopK),
            ClassId = c.IntOrNull("class_id", m => m.ClassId),
        });

    /// <inheritdoc/>
    public override string Name => "precision";

    /// <summary>Only the k largest scores of a row can be a yes (the first of equal ones); null: all of them. Range: 1 or more.</summary>
    public new int? TopK { get => Top; init => Top = SettingRange.AtLeast(1, value); }

    /// <summary>Only this class is judged; null: all of them. Range: 0 or more.</summary>
    public int? ClassId { get => Class; init => Class = SettingRange.AtLeast(0, value); }

    /// <inheritdoc/>
    protected override double Result(double truePositives, double falsePositives, double trueNegatives, double falseNegatives) =>
        Share(truePositives, truePositives + falsePositives);
}

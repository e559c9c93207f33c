using Hebb.Losses;
using Hebb.Metrics;

namespace Hebb.Models;

/// <summary>
/// What one of several outputs is trained and judged by:
/// <c>model.Compile(new Adam(), [new OutputGoal(Loss.MeanSquaredError) { Weight = 0.5 }, new OutputGoal(Loss.BinaryCrossentropy) { Metrics = [Metric.Auc]
/// }])</c>.
/// </summary>
/// <param name="Loss">What is made small.</param>
public sealed record OutputGoal(Loss Loss)
{
    /// <summary>What the loss is multiplied by in the sum over outputs; 0 for an output that is only measured. Range: any finite number.</summary>
    public double Weight { get; init => field = SettingRange.Finite(value); } = 1;

    /// <summary>What is measured besides; all rows count the same.</summary>
    public IReadOnlyList<Metric> Metrics { get; init; } = [];

    /// <summary>Metrics that take the rows' weights into account.</summary>
    public IReadOnlyList<Metric> WeightedMetrics { get; init; } = [];
}

using Hebb.Configuration;

namespace Hebb.Metrics;

/// <summary>2tp / (2tp + fp + fn): the harmonic mean of precision and recall, for each class; averaged as <see cref="FBetaScore.Average"/> says.</summary>
public sealed record F1Score() : FBetaScore(1)
{
    internal static new Kind<F1Score> Kind { get; } =
        new("F1Score", c => new() { Average = ReadAverage(c), Threshold = c.NumberOrNull("threshold", m => m.Threshold) }) { Aliases = ["f1"] };

    /// <inheritdoc/>
    public override string Name => "f1_score";
}

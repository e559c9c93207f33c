namespace Hebb.Metrics;

/// <summary>2tp / (2tp + fp + fn): the harmonic mean of precision and recall, for each class; averaged as <see cref="FBetaScore.Average"/> says.</summary>
public sealed record F1Score() : FBetaScore(1)
{
    /// <inheritdoc/>
    public override string Name => "f1_score";
}

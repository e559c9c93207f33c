namespace Hebb.Metrics;

/// <summary>How one number is made from the scores of several classes.</summary>
public enum ScoreAverage
{
    /// <summary>
    /// Keras' default: what counts is each class's own score, in <see cref="Metric.Parts"/>. The one number that histories show is their mean, as with <see
    /// cref="Macro"/>.
    /// </summary>
    None,

    /// <summary>The score of all answers thrown together: classes count by their size.</summary>
    Micro,

    /// <summary>The mean over classes: a rare class counts as much as a frequent one.</summary>
    Macro,

    /// <summary>The mean over classes, each by the weight of its rows.</summary>
    Weighted,
}

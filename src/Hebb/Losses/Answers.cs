namespace Hebb.Losses;

/// <summary>What predictions are to a loss: metrics beside it must know, since they ask for probabilities.</summary>
internal enum Answers
{
    /// <summary>What metrics take them for.</summary>
    AsGiven,

    /// <summary>Each is a logit z, of which the probability is σ(z).</summary>
    Logits,

    /// <summary>Along the last axis they are logits, of which softmax makes probabilities.</summary>
    LogitsOfClasses,

    /// <summary>Their sign is the answer; targets are −1 and 1, or 0 and 1.</summary>
    Signs,
}

namespace Hebb.Learning.Evaluation;

/// <summary>What a network is worth compared with a baseline; <see cref="BaselineComparison.Verdict"/> has the words.</summary>
public enum Worth
{
    /// <summary>Neither the network nor another model is better than an answer without learning, beyond chance.</summary>
    NothingLearned,

    /// <summary>The network is better than the simpler model, or there is none and it has learned something.</summary>
    Better,

    /// <summary>The difference to the simpler model is within chance, or too small to matter.</summary>
    AsGood,

    /// <summary>Another model is better.</summary>
    Worse,
}

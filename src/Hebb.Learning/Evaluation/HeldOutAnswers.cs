using Hebb.Data.Preprocessing;
using Hebb.Ops;

namespace Hebb.Learning.Evaluation;

/// <summary>What a model answered to the held-out examples, example by example, so that two models can be compared on the same ones.</summary>
internal abstract class HeldOutAnswers
{
    /// <summary>The figure by which models are compared; larger is better.</summary>
    public abstract string Figure { get; }

    /// <summary>The number of examples.</summary>
    public abstract int Rows { get; }

    /// <summary>Whether every example got the same answer.</summary>
    public abstract bool IsConstant { get; }

    /// <summary>The figure if each example counted so often; NaN where it is not defined.</summary>
    public abstract double Of(ReadOnlySpan<int> counts);

    /// <summary>
    /// Whether the answers have anything to do with the truth, by a permutation test; null where that cannot be asked. Only some rows are looked at: one of
    /// each group of copies.
    /// </summary>
    /// <param name="rows">The rows.</param>
    /// <param name="random">Where the permutations come from.</param>
    public abstract ChanceTest? TestChance(int[] rows, SplitMix64 random);

    /// <summary>The answers of a network.</summary>
    /// <param name="target">What is predicted.</param>
    /// <param name="truth">The code of the true class, or the encoded number, of each example.</param>
    /// <param name="outputs">What the network gave, example after example.</param>
    public static HeldOutAnswers Of(TargetEncoder target, float[] truth, float[] outputs) => target.Task == LearningTask.Regression
        ? new NumberAnswers(target.DecodeNumbers(truth), target.DecodeNumbers(outputs))
        : new ClassAnswers(target, truth, outputs);
}

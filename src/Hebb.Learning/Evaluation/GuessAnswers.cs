using Hebb.Ops;

namespace Hebb.Learning.Evaluation;

/// <summary>Guesses of which only is known whether they were right: next characters.</summary>
/// <param name="hits">Whether each guess was right.</param>
/// <param name="isConstant">Whether it was the same guess every time.</param>
internal sealed class GuessAnswers(IReadOnlyList<bool> hits, bool isConstant) : HeldOutAnswers
{
    /// <inheritdoc/>
    public override string Figure => "accuracy";

    /// <inheritdoc/>
    public override int Rows => hits.Count;

    /// <inheritdoc/>
    public override bool IsConstant => isConstant;

    /// <inheritdoc/>
    public override double Of(ReadOnlySpan<int> counts)
    {
        long rows = 0, right = 0;
        for (int row = 0; row < counts.Length; row++)
        {
            rows += counts[row];
            right += hits[row] ? counts[row] : 0;
        }

        return (double)right / rows;
    }

    /// <inheritdoc/>
    public override ChanceTest? TestChance(int[] rows, SplitMix64 random) => null;
}

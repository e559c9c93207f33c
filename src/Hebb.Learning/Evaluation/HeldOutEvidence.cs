using Hebb.Ops;

namespace Hebb.Learning.Evaluation;

/// <summary>What the held-out examples show about a network and what it is compared with, as far as their number allows.</summary>
public sealed class HeldOutEvidence
{
    private HeldOutEvidence(FigureDifference overConstant) => OverConstant = overConstant;

    /// <summary>Whether the network's answers have to do with the truth; null where that is seen from <see cref="OverConstant"/>.</summary>
    public ChanceTest? Network { get; private init; }

    /// <summary>Whether those of the simpler model have.</summary>
    public ChanceTest? Linear { get; private init; }

    /// <summary>The network less the simpler model; null if there is none.</summary>
    public FigureDifference? OverLinear { get; private init; }

    /// <summary>The network less the answer without learning.</summary>
    public FigureDifference OverConstant { get; }

    /// <summary>The simpler model less the answer without learning.</summary>
    public FigureDifference? LinearOverConstant { get; private init; }

    /// <summary>The same for other models that could be had instead.</summary>
    public IReadOnlyList<RivalEvidence> Rivals { get; private init; } = [];

    /// <summary>Whether the tests against chance looked at fewer rows than the figures, because copies count once in them.</summary>
    internal bool CountsCopiesOnce { get; private init; }

    /// <summary>Whether the network learned something.</summary>
    public bool NetworkLearned => Network?.IsBeyondChance ?? OverConstant.IsBetter;

    /// <summary>Whether the simpler model learned something.</summary>
    public bool LinearLearned => Linear?.IsBeyondChance ?? LinearOverConstant?.IsBetter ?? false;

    /// <summary>Compares answers to the same examples.</summary>
    /// <param name="network">The network's.</param>
    /// <param name="linear">Those of the simpler model, if there is one.</param>
    /// <param name="constant">Those without learning.</param>
    /// <param name="units">Examples with the same number belong together: copies, neighbors in time; null if each stands for itself.</param>
    /// <param name="seed">The root of all draws.</param>
    /// <param name="rivals">Those of other models, by name; null for none.</param>
    internal static HeldOutEvidence Of(
        HeldOutAnswers network, HeldOutAnswers? linear, HeldOutAnswers constant, IReadOnlyList<int>? units, long seed,
        IReadOnlyList<(string Name, HeldOutAnswers Answers)>? rivals = null)
    {
        HashSet<int> seen = [];
        int[] different = [.. Enumerable.Range(0, network.Rows).Where(row => units is null || seen.Add(units[row]))];

        // Neighbors in time are no copies of each other, and an answer that changes with the example has no other order.
        bool permutes = constant.IsConstant;
        return new(Difference(network, constant))
        {
            CountsCopiesOnce = different.Length < network.Rows,
            Network = Test(network),
            Linear = linear is null ? null : Test(linear),
            OverLinear = linear is null ? null : Difference(network, linear),
            LinearOverConstant = linear is null ? null : Difference(linear, constant),
            Rivals =
            [
                .. (rivals ?? []).Select(rival => new RivalEvidence(
                    rival.Name, Difference(network, rival.Answers), Test(rival.Answers), permutes ? null : Difference(rival.Answers, constant))),
            ],
        };

        ChanceTest? Test(HeldOutAnswers answers) => permutes ? answers.TestChance(different, SplitMix64.Of(seed, 1)) : null;

        FigureDifference Difference(HeldOutAnswers model, HeldOutAnswers other) => FigureDifference.Of(model, other, units, SplitMix64.Of(seed, 2));
    }
}

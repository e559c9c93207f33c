namespace Hebb.Learning.Evaluation;

/// <summary>What the held-out examples show about another model beside the one that was trained.</summary>
/// <param name="Name">What the other model is called: trees, network.</param>
/// <param name="Over">The trained model less the other.</param>
/// <param name="Chance">Whether the other's answers have to do with the truth; null where that is seen from <paramref name="OverConstant"/>.</param>
/// <param name="OverConstant">The other less the answer without learning; null where <paramref name="Chance"/> says more.</param>
public sealed record RivalEvidence(string Name, FigureDifference Over, ChanceTest? Chance, FigureDifference? OverConstant)
{
    /// <summary>Whether the other learned something.</summary>
    public bool HasLearned => Chance?.IsBeyondChance ?? OverConstant?.IsBetter ?? false;
}

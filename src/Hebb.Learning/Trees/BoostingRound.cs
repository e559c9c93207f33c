namespace Hebb.Learning.Trees;

/// <summary>A finished round of boosting.</summary>
/// <param name="Round">Its number, counted from 1.</param>
/// <param name="ValidationLoss">The mean loss on the validation rows after it; null where there are none.</param>
public readonly record struct BoostingRound(int Round, double? ValidationLoss);

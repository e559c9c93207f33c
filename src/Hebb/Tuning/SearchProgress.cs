namespace Hebb.Tuning;

/// <summary>How far a search is.</summary>
/// <param name="Finished">How many trials are finished, those of an earlier run included.</param>
/// <param name="Planned">How many there will be at most; null if nobody knows yet.</param>
/// <param name="Last">The trial that has just been finished.</param>
/// <param name="Best">The best so far; null while all have failed.</param>
public sealed record SearchProgress(int Finished, int? Planned, TrialResult Last, TrialResult? Best);

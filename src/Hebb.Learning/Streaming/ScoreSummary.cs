namespace Hebb.Learning.Streaming;

/// <summary>What a scoring came to.</summary>
/// <param name="Rows">How many rows were scored.</param>
/// <param name="SkippedRows">How many could not be read.</param>
/// <param name="Alerts">How many were above the threshold.</param>
/// <param name="Unknown">How many values were categories that the training rows do not have.</param>
/// <param name="Imputed">How many missing values were filled in.</param>
/// <param name="WasCancelled">Whether it was stopped before the end.</param>
public sealed record ScoreSummary(long Rows, long SkippedRows, long Alerts, long Unknown, long Imputed, bool WasCancelled);

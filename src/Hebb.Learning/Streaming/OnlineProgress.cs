namespace Hebb.Learning.Streaming;

/// <summary>How far a training on an endless stream has come.</summary>
/// <param name="Rows">The rows learned from.</param>
/// <param name="Loss">The mean loss of the rows since the last report, each judged before it was learned from.</param>
public sealed record OnlineProgress(long Rows, double Loss);

using Hebb.Learning.Evaluation;

namespace Hebb.Learning.Training;

/// <summary>The figures of a network on some examples, and all there is to say about its answers, if they are classes or numbers of one kind.</summary>
/// <param name="Metrics">The figures.</param>
/// <param name="Judgement">All there is to say; null where figures say it all.</param>
public sealed record Judged(IReadOnlyDictionary<string, double> Metrics, Judgement? Judgement);

namespace Hebb.Data;

/// <summary>The figures of a network on some examples, and all there is to say about its answers, if they are classes or numbers of one kind.</summary>
internal sealed record Judged(IReadOnlyDictionary<string, double> Metrics, Judgement? Judgement);

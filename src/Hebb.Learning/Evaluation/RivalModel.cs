namespace Hebb.Learning.Evaluation;

/// <summary>A model on the same examples that could be had instead of the one that was trained.</summary>
/// <param name="Name">What it is called: trees, network.</param>
/// <param name="Figures">Its figures on the held-out examples.</param>
public sealed record RivalModel(string Name, IReadOnlyDictionary<string, double> Figures)
{
    /// <summary>How to have it, in brackets at the end of the verdict; empty if it cannot be had.</summary>
    public string Advice { get; init; } = "";
}

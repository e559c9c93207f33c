namespace Hebb.Learning.Kinds;

/// <summary>That something can be learned by a kind, and why.</summary>
/// <param name="Reason">What shows it: "the folder holds WAV files".</param>
/// <param name="IsGuess">Whether another kind that is surer goes first: any file may be a table.</param>
public sealed record Detection(string Reason, bool IsGuess = false);

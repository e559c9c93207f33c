using static System.FormattableString;

namespace Hebb.Learning.Texts;

/// <summary>What was unusual about texts: what a network did not know, or could not see.</summary>
/// <param name="Texts">How many texts there were.</param>
/// <param name="Empty">Texts without a token.</param>
/// <param name="Cut">Texts longer than the network sees; the end was cut off.</param>
/// <param name="Tokens">The tokens of all texts.</param>
/// <param name="Unknown">Those among them that the training texts did not have.</param>
/// <param name="UnknownExamples">Some of those.</param>
public sealed record TextReport(int Texts, int Empty, int Cut, long Tokens, long Unknown, IReadOnlyList<string> UnknownExamples)
{
    /// <summary>Whether every text was there, seen whole and known.</summary>
    public bool IsClean => Empty == 0 && Cut == 0 && Unknown == 0;

    /// <summary>A line for each thing that was unusual.</summary>
    public override string ToString() => string.Join('\n', ((string?[])[
        Empty > 0 ? Invariant($"{Empty} of {Texts} texts {(Empty == 1 ? "is" : "are")} empty: the answer is a guess") : null,
        Cut > 0 ? Invariant($"{Cut} of {Texts} texts {(Cut == 1 ? "is" : "are")} longer than the network sees: the end was cut off") : null,
        Unknown > 0
            ? Invariant($"{Unknown} of {Tokens} tokens were not in the training texts and count as unknown ({string.Join(", ", UnknownExamples)})")
            : null,
    ]).OfType<string>());
}

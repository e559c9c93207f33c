namespace Hebb.Data.Reading;

/// <summary>Something that was understood about a table, so that a user can see whether it is right.</summary>
/// <param name="Column">The column it is about; null for the file as a whole.</param>
/// <param name="Text">What was understood.</param>
/// <param name="Remedies">What to do where it is wrong; empty if there is nothing to say.</param>
public sealed record ReadingNote(string? Column, string Text, params IReadOnlyList<Remedy> Remedies)
{
    /// <summary>The note on a line.</summary>
    public override string ToString() => ToString(remedy => remedy.ToString());

    /// <summary>The note on a line, with remedies in the words of a face.</summary>
    /// <param name="words">How each remedy is said.</param>
    public string ToString(Func<Remedy, string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        string said = string.Join(" or ", Remedies.Select(words));
        string when = Remedies.Any(remedy => remedy.Kind == RemedyKind.MissingMark) ? "" : "otherwise: "; // a mark says itself when it helps
        return $"{(Column is null ? "" : Column + ": ")}{Text}{(said.Length == 0 ? "" : $" ({when}{said})")}";
    }
}

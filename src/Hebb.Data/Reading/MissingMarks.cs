using System.Text;

namespace Hebb.Data.Reading;

/// <summary>Marks that mean "no value".</summary>
internal static class MissingMarks
{
    private const int Longest = 16;

    /// <summary>Those that mean it everywhere.</summary>
    public static IReadOnlyCollection<string> Strong { get; } =
        ["", "?", "NA", "N/A", "n/a", "#N/A", "<NA>", "NaN", "nan", "NAN", "NULL", "null"];

    /// <summary>Those that mean it among numbers or dates, in any case: elsewhere <c>unknown</c> is a word like others.</summary>
    private static readonly HashSet<string> s_weak = new(StringComparer.OrdinalIgnoreCase)
    {
        "-", "--", "---", "–", "—", ".", "..", "...", "…", "*", "?", "??", "none", "missing", "(missing)", "unknown", "unk", "n.a.", "n.a", "na", "n/a", "n/d",
        "nd", "n.d.", "nat", "nan", "-nan", "nan(ind)", "-nan(ind)", "1.#qnan", "-1.#ind", "nil", "null", "(null)", "<null>", "[null]", "\\n", "blank",
        "(blank)", "empty", "(empty)", "undefined", "not available", "not applicable", "tbd", "tba",
        "#n/a", "#n/a!", "#div/0!", "#value!", "#ref!", "#name?", "#num!", "#null!", "<na>",
    };

    /// <summary>Whether a trimmed cell means "no value" among numbers or dates.</summary>
    public static bool IsWeak(ReadOnlySpan<byte> cell)
    {
        if (cell.Length is 0 or > Longest) { return cell.IsEmpty; }
        Span<char> text = stackalloc char[Longest];
        return s_weak.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text[..Encoding.UTF8.GetChars(cell, text)]);
    }
}

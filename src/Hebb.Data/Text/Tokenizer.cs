using System.Text;

namespace Hebb.Data.Text;

/// <summary>Cuts texts into tokens.</summary>
internal static class Tokenizer
{
    // Keras' list: all of ASCII's punctuation.
    private const string Punctuation = "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~'";

    /// <summary>The tokens of a text, in order. Half of a surrogate pair counts as the replacement character, so tokens are always text.</summary>
    public static IEnumerable<string> Tokens(string text, TokenKind kind)
    {
        StringBuilder word = new();
        foreach (Rune rune in (kind == TokenKind.Word ? text.ToLowerInvariant() : text).EnumerateRunes())
        {
            if (kind == TokenKind.Character) { yield return rune.ToString(); }
            else if (!Rune.IsWhiteSpace(rune))
            {
                if (!rune.IsAscii || !Punctuation.Contains((char)rune.Value, StringComparison.Ordinal)) { word.Append(rune.ToString()); }
            }
            else if (word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }
        }

        if (word.Length > 0) { yield return word.ToString(); }
    }
}

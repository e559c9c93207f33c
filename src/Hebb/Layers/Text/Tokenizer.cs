using System.Buffers;

namespace Hebb.Layers;

/// <summary>Makes tokens of texts, by the rules of Keras' TextVectorization.</summary>
/// <param name="Standardize">What is done to texts first.</param>
/// <param name="Split">How they are split.</param>
/// <param name="Ngrams">How many neighbors make one token: each of these numbers in turn; null for one.</param>
internal sealed record Tokenizer(TextStandardization Standardize, TextSplit Split, IReadOnlyList<int>? Ngrams)
{
    private static readonly SearchValues<char> s_punctuation = SearchValues.Create("!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~'");
    private static readonly char[] s_spaces = [' ', '\t', '\n', '\v', '\f', '\r'];

    /// <summary>The tokens of a text.</summary>
    public IReadOnlyList<string> Tokens(string text)
    {
        if (Standardize is TextStandardization.Lower or TextStandardization.LowerAndStripPunctuation)
        {
            text = string.Concat(text.Select(c => char.IsAsciiLetterUpper(c) ? char.ToLowerInvariant(c) : c));
        }

        if (Standardize is TextStandardization.StripPunctuation or TextStandardization.LowerAndStripPunctuation)
        {
            text = string.Concat(text.Where(c => !s_punctuation.Contains(c)));
        }

        string[] parts = Split switch
        {
            TextSplit.Whitespace => text.Split(s_spaces, StringSplitOptions.RemoveEmptyEntries),
            TextSplit.Character => [.. text.EnumerateRunes().Select(rune => rune.ToString())],
            _ => [text],
        };
        return Ngrams is null
            ? parts
            : [.. Ngrams.SelectMany(n => Enumerable.Range(0, Math.Max(0, parts.Length - n + 1)).Select(first => string.Join(' ', parts[first..(first + n)])))];
    }
}

namespace Hebb.Data.Text;

/// <summary>What a text is cut into.</summary>
public enum TokenKind
{
    /// <summary>Words between white space, lower-cased, without punctuation: Keras' <c>lower_and_strip_punctuation</c>.</summary>
    Word,

    /// <summary>Characters as they are (Unicode code points).</summary>
    Character,
}

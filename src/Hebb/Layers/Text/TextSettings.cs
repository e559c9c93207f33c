namespace Hebb.Layers;

/// <summary>What <see cref="TextVectorization"/> does to texts before it splits them. As in Keras only the letters A to Z are made small, and only the 32 marks
/// of ASCII are punctuation.</summary>
public enum TextStandardization
{
    /// <summary>Small letters, no punctuation.</summary>
    LowerAndStripPunctuation,

    /// <summary>Small letters.</summary>
    Lower,

    /// <summary>No punctuation.</summary>
    StripPunctuation,

    /// <summary>Nothing.</summary>
    None,
}

/// <summary>How <see cref="TextVectorization"/> splits texts.</summary>
public enum TextSplit
{
    /// <summary>At spaces, tabs and ends of lines: words.</summary>
    Whitespace,

    /// <summary>Into characters (Unicode code points).</summary>
    Character,

    /// <summary>Not at all: each text is one token.</summary>
    None,
}

/// <summary>What <see cref="TextVectorization"/> gives out.</summary>
public enum TextOutputMode
{
    /// <summary>The numbers of the tokens in their order, filled up with 0: (texts, length), Int32. For an <see cref="Embedding"/>.</summary>
    Int,

    /// <summary>For each text a 1 at every token that occurs: (texts, tokens).</summary>
    MultiHot,

    /// <summary>For each text how often each token occurs: (texts, tokens).</summary>
    Count,

    /// <summary>
    /// For each text how often each token occurs, times ln(1 + n / (1 + d)) for a token that d of n texts of the training data contain: frequent words that
    /// occur everywhere say little. Unknown tokens have the mean of all weights.
    /// </summary>
    TfIdf,
}

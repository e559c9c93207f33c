namespace Hebb.Data.Text;

/// <summary>How a vocabulary is made.</summary>
public sealed record VocabularyOptions
{
    /// <summary>What a text is cut into.</summary>
    public TokenKind Kind { get; init; }

    /// <summary>The most tokens, padding and unknown included; null for all.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>Rarer tokens are left out. Default: 1.</summary>
    public int MinCount { get; init; } = 1;
}

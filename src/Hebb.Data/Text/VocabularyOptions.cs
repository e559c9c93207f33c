namespace Hebb.Data.Text;

/// <summary>How a vocabulary is made.</summary>
public sealed record VocabularyOptions
{
    /// <summary>What a text is cut into.</summary>
    public TokenKind Kind { get; init; }

    /// <summary>The most tokens, padding and unknown included, at least 3; null for all.</summary>
    public int? MaxTokens { get; init => field = SettingRange.AtLeast(3, value); }

    /// <summary>Rarer tokens are left out. Default: 1.</summary>
    public int MinCount { get; init => field = SettingRange.AtLeast(1, value); } = 1;
}

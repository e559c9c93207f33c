namespace Hebb.Data.Text;

/// <summary>How sequences are brought to one length.</summary>
public sealed record PaddingOptions
{
    /// <summary>The length; null for that of the longest sequence.</summary>
    public int? Length { get; init => field = SettingRange.AtLeast(1, value); }

    /// <summary>Where short ones are filled up. Keras' <c>pad_sequences</c> has the beginning, its TextVectorization the end. Default: the end.</summary>
    public SequenceSide Pad { get; init; }

    /// <summary>Where long ones are cut off. Default: the end.</summary>
    public SequenceSide Truncate { get; init; }

    /// <summary>What fills. Default: 0.</summary>
    public int Value { get; init; }
}

namespace Hebb.Data.Preprocessing;

/// <summary>What to put where a value is missing.</summary>
public enum ImputeStrategy
{
    /// <summary>The mean of the values (numbers only).</summary>
    Mean,

    /// <summary>The middle value, or the mean of the two middle ones (numbers only).</summary>
    Median,

    /// <summary>The most frequent value; of several, the smallest.</summary>
    MostFrequent,

    /// <summary>A given value.</summary>
    Constant,
}

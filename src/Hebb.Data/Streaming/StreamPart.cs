namespace Hebb.Data;

/// <summary>What a row of a stream serves for.</summary>
internal enum StreamPart
{
    /// <summary>Learned from.</summary>
    Train,

    /// <summary>Decides when to stop.</summary>
    Validation,

    /// <summary>Held out for the final table.</summary>
    Test,
}

/// <summary>Deals rows by a hash of seed and number, so that nothing has to be remembered: a fifth held out, a fifth of the others for validation.</summary>
internal static class StreamParts
{
    /// <summary>The part of a row.</summary>
    public static StreamPart Of(int seed, long row)
    {
        var random = new SplitMix64(unchecked(((ulong)seed * 0xA0761D6478BD642F) + (ulong)row));
        random = new SplitMix64(random.Next());
        return random.NextDouble() < 0.2 ? StreamPart.Test : random.NextDouble() < 0.2 ? StreamPart.Validation : StreamPart.Train;
    }
}

namespace Hebb.Tensors;

/// <summary>
/// Memory around values that nobody may write to. There is none in the usual build. In a checked one (<c>-p:HebbChecked=true</c>) it lies around every storage
/// and every intermediate value, and is looked at after each kernel, so that a kernel that writes where it must not is found and named at once.
/// </summary>
internal static unsafe class RedZone
{
    /// <summary>The bytes of a zone.</summary>
#if HEBB_CHECKED
    public const int Bytes = 512;
#else
    public const int Bytes = 0;
#endif

    /// <summary>What a zone holds: floats of it are no numbers, so that values that were read there do not go unnoticed either.</summary>
    private const byte Pattern = 0xFF;

    /// <summary>Whether there are zones.</summary>
    public static bool IsOn => Bytes > 0;

    /// <summary>Makes a zone.</summary>
    public static void Fill(byte* start, long bytes) => new Span<byte>(start, (int)bytes).Fill(Pattern);

    /// <summary>Refuses a zone that somebody has written to.</summary>
    /// <exception cref="InvalidProgramException">Somebody has.</exception>
    public static void Check(byte* start, long bytes, string who, string where)
    {
        int first = new ReadOnlySpan<byte>(start, (int)bytes).IndexOfAnyExcept(Pattern);
        if (first >= 0) { throw new InvalidProgramException($"{who} wrote outside of its memory: byte {first} {where}."); }
    }
}

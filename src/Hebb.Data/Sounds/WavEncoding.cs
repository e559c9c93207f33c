namespace Hebb.Data.Sounds;

/// <summary>How samples are stored in a WAV file.</summary>
public enum WavEncoding
{
    /// <summary>16-bit whole numbers.</summary>
    Pcm16,

    /// <summary>8-bit whole numbers from 0 to 255.</summary>
    Pcm8,

    /// <summary>24-bit whole numbers.</summary>
    Pcm24,

    /// <summary>32-bit whole numbers.</summary>
    Pcm32,

    /// <summary>32-bit floating point.</summary>
    Float32,
}

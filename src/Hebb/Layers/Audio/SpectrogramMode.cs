namespace Hebb.Layers;

/// <summary>What <see cref="STFTSpectrogram"/> gives out, of the real part a and the imaginary part b of each frequency.</summary>
public enum SpectrogramMode
{
    /// <summary>ln √(a² + b²).</summary>
    Log,

    /// <summary>√(a² + b²).</summary>
    Magnitude,

    /// <summary>The power spectral density: a² + b², doubled for all frequencies but the first and the last, which stand for a negative one as well.</summary>
    Psd,

    /// <summary>a.</summary>
    Real,

    /// <summary>b.</summary>
    Imag,

    /// <summary>The angle of a + ib, from −π to π.</summary>
    Angle,

    /// <summary>All a, then all b.</summary>
    Stft,
}

/// <summary>By what <see cref="STFTSpectrogram"/> divides its window w.</summary>
public enum SpectrogramScaling
{
    /// <summary>√Σw²: for densities.</summary>
    Density,

    /// <summary>Σ|w|: for the amplitudes of tones.</summary>
    Spectrum,

    /// <summary>Nothing.</summary>
    None,
}

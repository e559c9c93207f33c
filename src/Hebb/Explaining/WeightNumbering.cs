namespace Hebb.Explaining;

/// <summary>How weights are named in an explanation.</summary>
public enum WeightNumbering
{
    /// <summary>w1, w2, … unit by unit: first all weights into h1, then all into h2.</summary>
    ByUnit,

    /// <summary>w1, w2, … input by input: first all weights out of i1, then all out of i2. The order in which a kernel lies in memory.</summary>
    ByInput,

    /// <summary>By layer and position, as in files: <c>dense/kernel[0,1]</c>.</summary>
    Keras,
}

namespace Hebb.Kernels;

/// <summary>
/// Hand-written loops for chains that occur in every training step, found by their canonical text. The interpreter computes the same bits;
/// without the table everything works, only slower.
/// </summary>
internal static class ChainLibrary
{
    /// <summary>
    /// Adam. Inputs: gradient, m, v, learning rate (scalar), w; constants: 1 − β₁, 1 − β₂, ε; outputs: m, v, w.
    /// </summary>
    public const string Adam =
        "Subtract i0 i1 > t0; MultiplyAdd t0 c0 i1 > o0; "
        + "Multiply i0 i0 > t1; Subtract t1 i2 > t2; MultiplyAdd t2 c1 i2 > o1; "
        + "Sqrt o1 > t3; Add t3 c2 > t4; Multiply i3 o0 > t5; Divide t5 t4 > t6; Subtract i4 t6 > o2; "
        + "matrix matrix matrix scalar matrix";

    /// <summary>Gradient descent with momentum. Inputs: learning rate (scalar), gradient, m, w; constant: momentum; outputs: m, w.</summary>
    /// <remarks>m' = m · momentum − rate · g; w' = w + m'.</remarks>
    public const string Momentum =
        "Multiply i0 i1 > t0; Negate t0 > t1; MultiplyAdd i2 c0 t1 > o0; Add i3 o0 > o1; scalar matrix matrix matrix";

    private static readonly Dictionary<string, ChainLoop> s_loops = new() { [Adam] = new AdamLoop(), [Momentum] = new MomentumLoop() };

    /// <summary>The loop of a chain and the places of its operands; null if the table does not have it.</summary>
    public static (ChainLoop Loop, Place[] Places)? Find(Chain chain) =>
        ChainText.Of(chain) is { } text && s_loops.TryGetValue(text.Text, out ChainLoop? loop) ? (loop, text.Places) : null;
}

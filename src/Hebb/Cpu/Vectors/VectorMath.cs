using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hebb.Cpu.Vectors;

/// <summary>
/// Transcendental functions of sixteen floats. One algorithm serves every vector width: the same additions and fused multiply-adds in the
/// same order, so the bits do not depend on the processor. Errors are stated in units in the last place (ULP) of the exact result.
/// </summary>
/// <remarks>
/// Every method is inlined, so that vectors stay in registers; a loop that calls one should do little else.
/// Polynomials are minimax fits (weighted by the relative error of the whole function) rounded to float.
/// </remarks>
internal static partial class VectorMath
{
    private const float Ln2High = 0.693147182f;
    private const float Ln2Low = -1.90465430e-9f;

    /// <summary>a · b + c with one rounding; <paramref name="c"/> a constant.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Fma(Vector512<float> a, Vector512<float> b, float c) =>
        Vector512.FusedMultiplyAdd(a, b, Vector512.Create(c));

    /// <summary>a · b + c with one rounding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Fma(Vector512<float> a, Vector512<float> b, Vector512<float> c) =>
        Vector512.FusedMultiplyAdd(a, b, c);

    /// <summary>The smaller of a constant and x; NaN stays NaN, because the comparison with NaN takes the second operand.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> AtMost(float limit, Vector512<float> x) => Vector512.MinNative(Vector512.Create(limit), x);

    /// <summary>The larger of a constant and x; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> AtLeast(float limit, Vector512<float> x) => Vector512.MaxNative(Vector512.Create(limit), x);
}

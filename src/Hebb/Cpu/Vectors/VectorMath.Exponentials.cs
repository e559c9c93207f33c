using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hebb.Cpu.Vectors;

/// <content>Functions built on eˣ = 2ⁿ · eʳ with |r| ≤ ½ ln 2.</content>
internal static partial class VectorMath
{
    /// <summary>1.5 · 2²³: adding it rounds a small float to an integer, which then stands in the low bits of the sum.</summary>
    private const float RoundingShift = 12582912f;

    /// <summary>eˣ; error below 1 ULP, for denormal results too. Overflows to ∞ above 88.72, underflows to 0 below −103.98.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x)
    {
        var p = ReducedExpm1(AtLeast(-104f, AtMost(89f, x)), out var n);
        // Two factors, because 2ⁿ alone would leave the range of normal floats on both ends.
        var half = n >> 1;
        var scale = PowerOfTwo(half);
        return Fma(p, scale, scale) * PowerOfTwo(n - half);
    }

    /// <summary>eˣ − 1, exact near 0; error below 1.5 ULP.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Expm1(Vector512<float> x)
    {
        var p = ReducedExpm1(AtLeast(-20f, AtMost(89f, x)), out var n);
        // Half of everything, because 2¹²⁸ is no float.
        var scale = PowerOfTwo(n - Vector512<int>.One);
        var y = Fma(p, scale, scale - Vector512.Create(0.5f)) * Vector512.Create(2f);
        // Halving would lose the last bit of a denormal and the sum the sign of −0; there the result is x itself.
        return Vector512.ConditionalSelect(Vector512.LessThan(Vector512.Abs(x), Vector512.Create(2.98e-8f)), x, y);
    }

    /// <summary>tanh x, exact near 0; error below 2.5 ULP.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> x)
    {
        // tanh|x| = −e / (2 + e) with e = exp(−2|x|) − 1; beyond 10 it is 1 to the last bit.
        var magnitude = AtMost(10f, Vector512.Abs(x));
        var p = ReducedExpm1(magnitude * Vector512.Create(-2f), out var n);
        var scale = PowerOfTwo(n);
        var e = Fma(p, scale, scale - Vector512<float>.One);
        return Vector512.CopySign(e / (e + Vector512.Create(2f)), x);
    }

    /// <summary>1 / (1 + e⁻ˣ), also where the result is denormal; error below 2.5 ULP.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sigmoid(Vector512<float> x)
    {
        // The exponential of −|x| never overflows: e / (1 + e) on the left of 0, 1 / (1 + e) on the right.
        var e = Exp(-Vector512.Abs(x));
        var numerator = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<float>.Zero), e, Vector512<float>.One);
        return numerator / (e + Vector512<float>.One);
    }

    /// <summary>eʳ − 1 for x = n ln 2 + r. For |x| below 2²¹; x that is NaN gives NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> ReducedExpm1(Vector512<float> x, out Vector512<int> n)
    {
        var shifted = Fma(x, Vector512.Create(1.44269504f), RoundingShift);
        n = shifted.AsInt32() - Vector512.Create(RoundingShift).AsInt32();
        var whole = shifted - Vector512.Create(RoundingShift);
        var r = Fma(whole, Vector512.Create(-Ln2High), x);
        r = Fma(whole, Vector512.Create(-Ln2Low), r);

        // Pairs of terms first: half the latency of Horner's rule for the same number of operations.
        var square = r * r;
        var p = Fma(Vector512.Create(0.00019914229f), r, 0.0013941050f);
        p = Fma(p, square, Fma(Vector512.Create(0.0083332733f), r, 0.041666355f));
        p = Fma(p, square, Fma(Vector512.Create(0.16666667f), r, 0.5f));
        return Fma(square, p, r);
    }

    /// <summary>2ⁿ for n from −126 to 127.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> PowerOfTwo(Vector512<int> n) => ((n + Vector512.Create(127)) << 23).AsSingle();
}

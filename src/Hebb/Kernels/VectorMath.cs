using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using V = System.Runtime.Intrinsics.Vector512<float>;
using VI = System.Runtime.Intrinsics.Vector512<int>;

namespace Hebb.Kernels;

/// <summary>
/// Functions of sixteen floats at once: one algorithm for every vector width (fused multiply-adds in a fixed order, no estimates), so results
/// are the same bits with and without AVX-512. Error bounds are in units in the last place against double, tested over all exponents.
/// </summary>
internal static class VectorMath
{
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;
    private const float Log2E = 1.44269504088896341f;

    /// <summary>Adding 1.5 · 2²³ rounds a small float to an integer, which stands in the low bits of the sum.</summary>
    private const float RoundingMagic = 12582912f;

    /// <summary>eˣ; within 2 ULP; 0 and infinity beyond the range of floats, gradual underflow between.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp(V x)
    {
        (V r, VI n) = ReduceByLn2(x, -104f, 89f);
        V y = Vector512.FusedMultiplyAdd(ExpPolynomial(r), r * r, r) + V.One;

        // Two factors, because 2ⁿ alone leaves the range of floats where eˣ does not.
        VI half = Vector512.ShiftRightArithmetic(n, 1);
        return y * PowerOfTwo(half) * PowerOfTwo(n - half);
    }

    /// <summary>eˣ − 1; within 2 ULP, near 0 too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Expm1(V x)
    {
        (V r, VI n) = ReduceByLn2(x, -40f, 89f);
        V reduced = Vector512.FusedMultiplyAdd(ExpPolynomial(r), r * r, r);

        // 2ⁿ (e^r − 1) + (2ⁿ − 1), with half of 2ⁿ so that the largest results do not overflow on the way.
        V halfPower = PowerOfTwo(n - VI.One);
        V y = Vector512.FusedMultiplyAdd(halfPower, reduced, halfPower - Vector512.Create(0.5f)) * Vector512.Create(2f);
        return Vector512.ConditionalSelect(Vector512.Equals(x, V.Zero), x, Vector512.ConditionalSelect(Vector512.Equals(n, VI.Zero).AsSingle(), reduced, y));
    }

    /// <summary>ln x; within 2 ULP; −∞ at 0, NaN below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log(V x)
    {
        V infinity = Vector512.Create(float.PositiveInfinity);
        V tiny = Vector512.LessThan(x, Vector512.Create(1.17549435e-38f));
        V scaled = Vector512.ConditionalSelect(tiny, x * Vector512.Create(8388608f), x);
        VI bits = scaled.AsInt32();

        // x = 2ᵉ (1 + f) with 1 + f between √½ and √2.
        VI e = Vector512.ShiftRightArithmetic(bits - Vector512.Create(0x3F3504F3), 23);
        V f = (bits - Vector512.ShiftLeft(e, 23)).AsSingle() - V.One;
        V exponent = Vector512.ConvertToSingle(e - (tiny.AsInt32() & Vector512.Create(23)));
        V square = f * f;
        V p = Vector512.Create(7.0376836292e-2f);
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(-1.1514610310e-1f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(1.1676998740e-1f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(-1.2420140846e-1f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(1.4249322787e-1f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(-1.6668057665e-1f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(2.0000714765e-1f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(-2.4999993993e-1f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(3.3333331174e-1f));
        V tail = Vector512.FusedMultiplyAdd(p * f, square, exponent * Vector512.Create(Ln2Low));
        tail = Vector512.FusedMultiplyAdd(square, Vector512.Create(-0.5f), tail);
        V y = Vector512.FusedMultiplyAdd(exponent, Vector512.Create(Ln2High), f + tail);
        y = Vector512.ConditionalSelect(Vector512.Equals(x, infinity), infinity, y);
        y = Vector512.ConditionalSelect(Vector512.Equals(x, V.Zero), -infinity, y);
        return Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(x, V.Zero), y, Vector512.Create(float.NaN));
    }

    /// <summary>ln(1 + x); within 3 ULP, near 0 too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log1p(V x)
    {
        // The sum u = 1 + x loses low digits of x; ln u + (x − (u − 1)) / u puts them back (to first order, which is enough).
        V u = V.One + x;
        V lost = x - (u - V.One);
        V y = Log(u) + lost / u;
        V plain = Vector512.Equals(u, V.Zero) | Vector512.Equals(u, Vector512.Create(float.PositiveInfinity));
        y = Vector512.ConditionalSelect(plain, Log(u), y);
        return Vector512.ConditionalSelect(Vector512.Equals(u, V.One), x, y);
    }

    /// <summary>tanh x = −t / (t + 2) with t = e^(−2|x|) − 1, and the sign of x; within 3 ULP, near 0 too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh(V x)
    {
        V sign = x & Vector512.Create(-0f);
        V t = Expm1(Vector512.Create(-2f) * Vector512.Abs(x));
        return Vector512.Abs(t / (t + Vector512.Create(2f))) | sign;
    }

    /// <summary>1 / (1 + e⁻ˣ), computed as e^x / (1 + e^x) below 0, so that small results keep their digits; within 3 ULP.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sigmoid(V x)
    {
        V e = Exp(-Vector512.Abs(x));
        return Vector512.ConditionalSelect(Vector512.LessThan(x, V.Zero), e, V.One) / (V.One + e);
    }

    /// <summary>The error function; within 3 ULP.</summary>
    /// <remarks>
    /// Up to 0.93 x times a polynomial in x²; beyond, 1 − e^(−q(|x|)). Coefficients: weighted least squares against erf in double, iterated towards
    /// the smallest largest error (6e-10 and 6e-11 relative).
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Erf(V x)
    {
        V a = Vector512.Abs(x);
        V square = x * x;
        V s = Vector512.Create(8.185249316738918e-05f);
        s = Vector512.FusedMultiplyAdd(s, square, Vector512.Create(-0.0008097749669104815f));
        s = Vector512.FusedMultiplyAdd(s, square, Vector512.Create(0.005196957383304834f));
        s = Vector512.FusedMultiplyAdd(s, square, Vector512.Create(-0.026857707649469376f));
        s = Vector512.FusedMultiplyAdd(s, square, Vector512.Create(0.11283664405345917f));
        s = Vector512.FusedMultiplyAdd(s, square, Vector512.Create(-0.37612631916999817f));

        // The leading 2/√π in two parts: its rounding error would be most of the bound.
        s = Vector512.FusedMultiplyAdd(s, square, Vector512.Create(0.128379167f));
        V small = Vector512.FusedMultiplyAdd(s, x, x);

        V b = Vector512.MinNative(Vector512.Create(4.2f), a);
        V q = Vector512.Create(2.0828618289669976e-05f);
        q = Vector512.FusedMultiplyAdd(q, b, Vector512.Create(-0.0004313935642130673f));
        q = Vector512.FusedMultiplyAdd(q, b, Vector512.Create(0.004156254697591066f));
        q = Vector512.FusedMultiplyAdd(q, b, Vector512.Create(-0.025080615654587746f));
        q = Vector512.FusedMultiplyAdd(q, b, Vector512.Create(0.10822038352489471f));
        q = Vector512.FusedMultiplyAdd(q, b, Vector512.Create(0.6334008574485779f));
        q = Vector512.FusedMultiplyAdd(q, b, Vector512.Create(1.1294883489608765f));
        q = Vector512.FusedMultiplyAdd(q, b, Vector512.Create(-0.00016920511552598327f));
        V large = (V.One - Exp(-q)) | (x & Vector512.Create(-0f));
        return Vector512.ConditionalSelect(Vector512.GreaterThan(a, Vector512.Create(0.93f)), large, small);
    }

    /// <summary>x = n ln 2 + r with |r| ≤ ½ ln 2, after x was cut to the given range; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (V R, VI N) ReduceByLn2(V x, float minimum, float maximum)
    {
        // With the bound first, the hardware's minimum and maximum give the second operand, x, if it is NaN.
        x = Vector512.MaxNative(Vector512.Create(minimum), Vector512.MinNative(Vector512.Create(maximum), x));
        V shifted = Vector512.FusedMultiplyAdd(x, Vector512.Create(Log2E), Vector512.Create(RoundingMagic));
        V n = shifted - Vector512.Create(RoundingMagic);
        V r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2High), x);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2Low), r);
        return (r, shifted.AsInt32() - Vector512.Create(RoundingMagic).AsInt32());
    }

    /// <summary>(e^r − 1 − r) / r² for |r| ≤ ½ ln 2: the polynomial of the Cephes library's expf.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ExpPolynomial(V r)
    {
        V p = Vector512.Create(1.9875691500e-4f);
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.3981999507e-3f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(8.3334519073e-3f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(4.1665795894e-2f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.6666665459e-1f));
        return Vector512.FusedMultiplyAdd(p, r, Vector512.Create(5.0000001201e-1f));
    }

    /// <summary>2ⁿ for n between −126 and 127.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V PowerOfTwo(VI n) => Vector512.ShiftLeft(n + Vector512.Create(127), 23).AsSingle();
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hebb.Cpu.Vectors;

/// <content>Logarithms: x = 2ⁿ · (1 + f) with 1 + f from √½ to √2.</content>
internal static partial class VectorMath
{
    private const float SqrtHalf = 0.707106769f;
    private const float SmallestNormal = 1.17549435e-38f;

    /// <summary>ln x; error below 1 ULP. −∞ at ±0, NaN below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log(Vector512<float> x)
    {
        // Denormals are brought into the normal range first: times 2²³, minus 23 in the exponent.
        var tiny = Vector512.LessThan(x, Vector512.Create(SmallestNormal));
        var normal = Vector512.ConditionalSelect(tiny, x * Vector512.Create(8388608f), x);
        var n = Exponent(normal);
        var f = (normal.AsInt32() - (n << 23)).AsSingle() - Vector512<float>.One;
        var whole = Vector512.ConvertToSingle(n) - (tiny & Vector512.Create(23f));
        return WithPoles(x, x, LogOnePlus(f, whole));
    }

    /// <summary>ln(1 + x), exact near 0; error below 1.5 ULP. −∞ at −1, NaN below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log1p(Vector512<float> x)
    {
        var sum = x + Vector512<float>.One;
        var n = Exponent(sum);
        // f = (1 + x) · 2⁻ⁿ − 1 in one rounding from x itself, so the digits that 1 + x lost are there. Above 2²⁴ the 1 does not
        // matter, and 2⁻ⁿ would leave the normal range in the end.
        var scale = PowerOfTwo(-n);
        var exact = Fma(x, scale, scale - Vector512<float>.One);
        var large = (sum.AsInt32() - (n << 23)).AsSingle() - Vector512<float>.One;
        var f = Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512.Create(16777216f)), large, exact);
        var y = WithPoles(x, sum, LogOnePlus(f, Vector512.ConvertToSingle(n)));
        return Vector512.ConditionalSelect(Vector512.Equals(x, Vector512<float>.Zero), x, y);
    }

    /// <summary>n with x · 2⁻ⁿ from √½ to √2, for normal positive x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Exponent(Vector512<float> x) => (x.AsInt32() - Vector512.Create(SqrtHalf).AsInt32()) >> 23;

    /// <summary>ln(1 + f) + n ln 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> LogOnePlus(Vector512<float> f, Vector512<float> n)
    {
        // Pairs of terms first, for a short latency.
        var square = f * f;
        var high = Fma(Vector512.Create(-0.076344967f), f, 0.12761576f);
        high = Fma(high, square, Fma(Vector512.Create(-0.13160183f), f, 0.14201757f));
        var p = Fma(Vector512.Create(-0.16623357f), f, 0.20001227f);
        p = Fma(p, square, Fma(Vector512.Create(-0.25000820f), f, 0.33333331f));
        p = Fma(high, square * square, p);

        // f − f²/2 + f³p + n ln 2, smallest terms first.
        var y = Fma(n, Vector512.Create(Ln2Low), square * f * p);
        y = Fma(square, Vector512.Create(-0.5f), y);
        return Fma(n, Vector512.Create(Ln2High), y + f);
    }

    /// <summary>Puts −∞ where the argument of the logarithm is 0, NaN where it is negative, and x where it is ∞ or NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> WithPoles(Vector512<float> x, Vector512<float> argument, Vector512<float> y)
    {
        y = Vector512.ConditionalSelect(Vector512.LessThan(argument, Vector512.Create(float.PositiveInfinity)), y, x);
        y = Vector512.ConditionalSelect(Vector512.LessThan(argument, Vector512<float>.Zero), Vector512.Create(float.NaN), y);
        return Vector512.ConditionalSelect(
            Vector512.Equals(argument, Vector512<float>.Zero), Vector512.Create(float.NegativeInfinity), y);
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using D = System.Runtime.Intrinsics.Vector512<double>;

namespace Hebb.Cpu.Vectors;

/// <content>Sine and cosine, in double within: their errors grow with x in float, and a float rounded from a double is right nearly always.</content>
internal static unsafe partial class VectorMath
{
    /// <summary>Up to here π/2 in two parts is enough to tell where x lies between its multiples.</summary>
    private const float WavesUpTo = 1e7f;

    /// <summary>1.5 · 2⁵²: adding it rounds a small double to an integer, which then stands in the low bits of the sum.</summary>
    private const double DoubleShift = 6755399441055744;

    private const double HalfPiHigh = 1.5707963267948966, HalfPiLow = 6.123233995736766e-17, TwoOverPi = 0.6366197723675814;

    /// <summary>sin x; error below 0.501 ULP.</summary>
    public static Vector512<float> Sin(Vector512<float> x) => Wave(x, 0, &Math.Sin);

    /// <summary>cos x; error below 0.501 ULP.</summary>
    public static Vector512<float> Cos(Vector512<float> x) => Wave(x, 1, &Math.Cos);

    /// <summary>sin(x + quarters · π/2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Wave(Vector512<float> x, long quarters, delegate*<double, double> far)
    {
        (D lower, D upper) = Vector512.Widen(x);
        Vector512<float> y = Vector512.Narrow(Wave(lower, quarters), Wave(upper, quarters));
        Vector512<float> isNear = Vector512.LessThanOrEqual(Vector512.Abs(x), Vector512.Create(WavesUpTo));
        return isNear.AsInt32() == Vector512<int>.AllBitsSet ? y : Vector512.ConditionalSelect(isNear, y, LaneByLane(x, far));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static D Wave(D x, long quarters)
    {
        // x = n · π/2 + r with |r| ≤ π/4; the last two bits of n say which of ±sin r and ±cos r it is.
        D shifted = Vector512.FusedMultiplyAdd(x, Vector512.Create(TwoOverPi), Vector512.Create(DoubleShift)), whole = shifted - Vector512.Create(DoubleShift);
        Vector512<long> n = shifted.AsInt64() + Vector512.Create(quarters);
        D r = Vector512.FusedMultiplyAdd(whole, Vector512.Create(-HalfPiHigh), x);
        r = Vector512.FusedMultiplyAdd(whole, Vector512.Create(-HalfPiLow), r);
        D z = r * r;

        D s = Fma(Vector512.Create(1.591810123027412e-10), z, -2.5051131455427946e-08);
        s = Fma(Fma(s, z, 2.755731610068303e-06), z, -0.0001984126983675497);
        s = Fma(Fma(s, z, 0.008333333333330946), z, -0.16666666666666666);
        D sine = Fma(s, z, 1) * r; // a product last, so that −0 stays −0
        D c = Fma(Vector512.Create(-1.1382614868556325e-11), z, 2.0876146024689747e-09);
        c = Fma(Fma(c, z, -2.7557317270560326e-07), z, 2.4801587298763433e-05);
        c = Fma(Fma(c, z, -0.0013888888888887395), z, 0.041666666666666664);
        D cosine = Fma(Fma(c, z, -0.5), z, 1);

        Vector512<long> isOdd = Vector512.Equals(n & Vector512<long>.One, Vector512<long>.One);
        return Vector512.ConditionalSelect(isOdd.AsDouble(), cosine, sine) ^ ((n & Vector512.Create(2L)) << 62).AsDouble();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static D Fma(D a, D b, double c) => Vector512.FusedMultiplyAdd(a, b, Vector512.Create(c));

    /// <summary>A function of the base class library, in double.</summary>
    public static Vector512<float> LaneByLane(Vector512<float> x, delegate*<double, double> f)
    {
        float* y = stackalloc float[VectorAccess.Width];
        for (int i = 0; i < VectorAccess.Width; i++) { y[i] = (float)f(x[i]); }
        return Vector512.Load(y);
    }
}

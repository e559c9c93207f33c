using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using V = System.Runtime.Intrinsics.Vector512<float>;

namespace Hebb.Kernels;

/// <summary>Combines the sixteen lanes of a vector in a fixed order: upper half with lower half, and so on.</summary>
internal static class Lanes
{
    /// <summary>The sum of all lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(V v)
    {
        Vector256<float> eight = v.GetLower() + v.GetUpper();
        Vector128<float> four = eight.GetLower() + eight.GetUpper();
        Vector128<float> two = four + Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1));
        return two.ToScalar() + two.GetElement(1);
    }

    /// <summary>The product of all lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Product(V v)
    {
        Vector256<float> eight = v.GetLower() * v.GetUpper();
        Vector128<float> four = eight.GetLower() * eight.GetUpper();
        return four[0] * four[2] * (four[1] * four[3]);
    }

    /// <summary>The largest lane; NaN if any is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max(V v)
    {
        Vector256<float> eight = Vector256.Max(v.GetLower(), v.GetUpper());
        Vector128<float> four = Vector128.Max(eight.GetLower(), eight.GetUpper());
        return MathF.Max(MathF.Max(four[0], four[2]), MathF.Max(four[1], four[3]));
    }

    /// <summary>The smallest lane; NaN if any is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Min(V v)
    {
        Vector256<float> eight = Vector256.Min(v.GetLower(), v.GetUpper());
        Vector128<float> four = Vector128.Min(eight.GetLower(), eight.GetUpper());
        return MathF.Min(MathF.Min(four[0], four[2]), MathF.Min(four[1], four[3]));
    }
}

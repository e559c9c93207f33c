using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hebb.Kernels;

/// <summary>The last, partly filled vector of a row.</summary>
internal static unsafe class LaneMask
{
    /// <summary>All bits set in the first <paramref name="count"/> of 16 lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> First(int count) => Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).AsSingle();

    /// <summary>Writes the first <paramref name="count"/> lanes, at most 16, and touches nothing behind them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* to, Vector512<float> value, int count)
    {
        if (count >= 16) { value.Store(to); }
        else { StoreSingly(to, value, count); }
    }

    private static void StoreSingly(float* to, Vector512<float> value, int count)
    {
        for (int lane = 0; lane < count; lane++) { to[lane] = value[lane]; }
    }
}

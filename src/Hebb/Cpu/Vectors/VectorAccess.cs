using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using V = System.Runtime.Intrinsics.Vector512<float>;

namespace Hebb.Cpu.Vectors;

/// <summary>Loads and stores of the first few floats of a vector: never a byte beyond, since the neighbor may be another thread's.</summary>
internal static unsafe class VectorAccess
{
    /// <summary>Floats in a vector.</summary>
    public const int Width = 16;

    /// <summary>The first <paramref name="count"/> floats; the others are 0. A count above <see cref="Width"/> means all of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V LoadFirst(float* from, int count)
    {
        if (Avx512F.IsSupported) { return Avx512F.MaskLoad(from, FirstMask(count), V.Zero); }
        float* all = stackalloc float[Width];
        for (int i = 0; i < Width; i++) { all[i] = i < count ? from[i] : 0; }
        return Vector512.Load(all);
    }

    /// <summary>Stores the first <paramref name="count"/> floats. A count above <see cref="Width"/> means all of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst(float* to, V value, int count)
    {
        if (Avx512F.IsSupported)
        {
            Avx512F.MaskStore(to, FirstMask(count), value);
            return;
        }

        float* all = stackalloc float[Width];
        value.Store(all);
        for (int i = 0; i < Math.Min(count, Width); i++) { to[i] = all[i]; }
    }

    /// <summary>All bits set in the first <paramref name="count"/> lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V FirstMask(int count) => Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).AsSingle();
}

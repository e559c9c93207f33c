using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hebb.Kernels;

/// <summary>
/// The last, incomplete vector of a row. Not one byte beyond the row is touched: the neighbour may belong to another thread, or to nobody.
/// </summary>
internal static unsafe class PartialVector
{
    /// <summary>All bits set in the first <paramref name="count"/> lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Mask(int count) => Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).AsSingle();

    /// <summary>The first <paramref name="count"/> elements (from 1 to 15), zeros after them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(float* from, int count)
    {
        if (Avx512F.IsSupported) { return Avx512F.MaskLoad(from, Mask(count), Vector512<float>.Zero); }
        Vector512<float> all = default;
        Buffer.MemoryCopy(from, &all, sizeof(Vector512<float>), count * sizeof(float));
        return all;
    }

    /// <summary>Stores the first <paramref name="count"/> elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* to, int count, Vector512<float> value)
    {
        if (Avx512F.IsSupported) { Avx512F.MaskStore(to, Mask(count), value); }
        else { Buffer.MemoryCopy(&value, to, sizeof(Vector512<float>), count * sizeof(float)); }
    }
}

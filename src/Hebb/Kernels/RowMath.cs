using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using V = System.Runtime.Intrinsics.Vector512<float>;

namespace Hebb.Kernels;

/// <summary>What several row kernels need to know of a row.</summary>
internal static unsafe class RowMath
{
    /// <summary>The largest element; NaN if any is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max(float* row, int columns)
    {
        int whole = columns & ~15, left = columns - whole;
        V max = Vector512.Create(float.NegativeInfinity);
        for (int i = 0; i < whole; i += 16) { max = Vector512.Max(max, Vector512.Load(row + i)); }
        if (left > 0)
        {
            max = Vector512.Max(max, Vector512.ConditionalSelect(VectorAccess.FirstMask(left), VectorAccess.LoadFirst(row + whole, left), max));
        }

        return Lanes.Max(max);
    }
}

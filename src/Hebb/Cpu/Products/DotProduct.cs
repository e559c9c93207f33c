using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hebb.Cpu.Reductions;
using Hebb.Cpu.Vectors;

namespace Hebb.Cpu.Products;

/// <summary>Dot products of the rows of a matrix and a vector.</summary>
/// <remarks>
/// Defined exactly: 16 sums, each a chain of fused multiply-adds over every sixteenth k, are added in halves: lane i and i + 8, then
/// i + 4, i + 2, i + 1.
/// </remarks>
internal static unsafe class DotProduct
{
    /// <summary>c[i · cRow] = Σ a[i · aRow + k] · b[k] for all rows; behind a row and behind b, up to 60 bytes are read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows(int rows, int depth, float* a, nint aRow, float* b, float* c, nint cRow)
    {
        int whole = depth / 16 * 16;
        Vector512<float> mask = VectorAccess.FirstMask(depth - whole);
        int row = 0;
        for (; row + 4 <= rows; row += 4)
        {
            float* a0 = a + (row * aRow), a1 = a0 + aRow, a2 = a1 + aRow, a3 = a2 + aRow;
            Vector512<float> s0 = default, s1 = default, s2 = default, s3 = default;
            int k = 0;
            for (; k < whole; k += 16)
            {
                Vector512<float> x = Vector512.Load(b + k);
                s0 = Vector512.FusedMultiplyAdd(Vector512.Load(a0 + k), x, s0);
                s1 = Vector512.FusedMultiplyAdd(Vector512.Load(a1 + k), x, s1);
                s2 = Vector512.FusedMultiplyAdd(Vector512.Load(a2 + k), x, s2);
                s3 = Vector512.FusedMultiplyAdd(Vector512.Load(a3 + k), x, s3);
            }

            if (k < depth)
            {
                Vector512<float> x = Vector512.Load(b + k) & mask;
                s0 = Vector512.FusedMultiplyAdd(Vector512.Load(a0 + k) & mask, x, s0);
                s1 = Vector512.FusedMultiplyAdd(Vector512.Load(a1 + k) & mask, x, s1);
                s2 = Vector512.FusedMultiplyAdd(Vector512.Load(a2 + k) & mask, x, s2);
                s3 = Vector512.FusedMultiplyAdd(Vector512.Load(a3 + k) & mask, x, s3);
            }

            float* to = c + (row * cRow);
            to[0] = LaneTree.Sum(s0);
            to[cRow] = LaneTree.Sum(s1);
            to[2 * cRow] = LaneTree.Sum(s2);
            to[3 * cRow] = LaneTree.Sum(s3);
        }

        for (; row < rows; row++)
        {
            float* from = a + (row * aRow);
            Vector512<float> sum = default;
            int k = 0;
            for (; k < whole; k += 16) { sum = Vector512.FusedMultiplyAdd(Vector512.Load(from + k), Vector512.Load(b + k), sum); }
            if (k < depth) { sum = Vector512.FusedMultiplyAdd(Vector512.Load(from + k) & mask, Vector512.Load(b + k) & mask, sum); }
            c[row * cRow] = LaneTree.Sum(sum);
        }
    }
}

// Written by eng/microkernels.cs. Do not edit: change the generator and run it.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hebb.Kernels;

/// <summary>
/// The innermost loops of matrix products: a block of the result, some rows high and 32 columns wide, stays in registers while k runs over
/// the depth. Each element is one chain of fused multiply-adds in ascending k, so all variants give the same bits.
/// </summary>
internal static unsafe class MicroKernels
{
    /// <summary>12 rows of 32 columns. Rows of A lie <paramref name="rowA"/> apart and steps in k <paramref name="stepA"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows12Of32(int depth, float* a, nint rowA, nint stepA, float* b, nint rowB, float* c, nint rowC, bool accumulate)
    {
        Vector512<float> s0_0 = default, s0_1 = default;
        Vector512<float> s1_0 = default, s1_1 = default;
        Vector512<float> s2_0 = default, s2_1 = default;
        Vector512<float> s3_0 = default, s3_1 = default;
        Vector512<float> s4_0 = default, s4_1 = default;
        Vector512<float> s5_0 = default, s5_1 = default;
        Vector512<float> s6_0 = default, s6_1 = default;
        Vector512<float> s7_0 = default, s7_1 = default;
        Vector512<float> s8_0 = default, s8_1 = default;
        Vector512<float> s9_0 = default, s9_1 = default;
        Vector512<float> s10_0 = default, s10_1 = default;
        Vector512<float> s11_0 = default, s11_1 = default;
        if (accumulate)
        {
            s0_0 = Vector512.Load(c + 0 * rowC + 0 * 16); s0_1 = Vector512.Load(c + 0 * rowC + 1 * 16);
            s1_0 = Vector512.Load(c + 1 * rowC + 0 * 16); s1_1 = Vector512.Load(c + 1 * rowC + 1 * 16);
            s2_0 = Vector512.Load(c + 2 * rowC + 0 * 16); s2_1 = Vector512.Load(c + 2 * rowC + 1 * 16);
            s3_0 = Vector512.Load(c + 3 * rowC + 0 * 16); s3_1 = Vector512.Load(c + 3 * rowC + 1 * 16);
            s4_0 = Vector512.Load(c + 4 * rowC + 0 * 16); s4_1 = Vector512.Load(c + 4 * rowC + 1 * 16);
            s5_0 = Vector512.Load(c + 5 * rowC + 0 * 16); s5_1 = Vector512.Load(c + 5 * rowC + 1 * 16);
            s6_0 = Vector512.Load(c + 6 * rowC + 0 * 16); s6_1 = Vector512.Load(c + 6 * rowC + 1 * 16);
            s7_0 = Vector512.Load(c + 7 * rowC + 0 * 16); s7_1 = Vector512.Load(c + 7 * rowC + 1 * 16);
            s8_0 = Vector512.Load(c + 8 * rowC + 0 * 16); s8_1 = Vector512.Load(c + 8 * rowC + 1 * 16);
            s9_0 = Vector512.Load(c + 9 * rowC + 0 * 16); s9_1 = Vector512.Load(c + 9 * rowC + 1 * 16);
            s10_0 = Vector512.Load(c + 10 * rowC + 0 * 16); s10_1 = Vector512.Load(c + 10 * rowC + 1 * 16);
            s11_0 = Vector512.Load(c + 11 * rowC + 0 * 16); s11_1 = Vector512.Load(c + 11 * rowC + 1 * 16);
        }

        nint rowA3 = 3 * rowA;
        for (int k = 0; k < depth; k++, a += stepA, b += rowB)
        {
            Vector512<float> b0 = Vector512.Load(b), b1 = Vector512.Load(b + 16), x;
            x = Vector512.Create(*a); s0_0 = Vector512.FusedMultiplyAdd(x, b0, s0_0); s0_1 = Vector512.FusedMultiplyAdd(x, b1, s0_1);
            x = Vector512.Create(a[rowA]); s1_0 = Vector512.FusedMultiplyAdd(x, b0, s1_0); s1_1 = Vector512.FusedMultiplyAdd(x, b1, s1_1);
            x = Vector512.Create(a[2 * rowA]); s2_0 = Vector512.FusedMultiplyAdd(x, b0, s2_0); s2_1 = Vector512.FusedMultiplyAdd(x, b1, s2_1);
            float* a3 = a + rowA3;
            x = Vector512.Create(*a3); s3_0 = Vector512.FusedMultiplyAdd(x, b0, s3_0); s3_1 = Vector512.FusedMultiplyAdd(x, b1, s3_1);
            x = Vector512.Create(a3[rowA]); s4_0 = Vector512.FusedMultiplyAdd(x, b0, s4_0); s4_1 = Vector512.FusedMultiplyAdd(x, b1, s4_1);
            x = Vector512.Create(a3[2 * rowA]); s5_0 = Vector512.FusedMultiplyAdd(x, b0, s5_0); s5_1 = Vector512.FusedMultiplyAdd(x, b1, s5_1);
            float* a6 = a3 + rowA3;
            x = Vector512.Create(*a6); s6_0 = Vector512.FusedMultiplyAdd(x, b0, s6_0); s6_1 = Vector512.FusedMultiplyAdd(x, b1, s6_1);
            x = Vector512.Create(a6[rowA]); s7_0 = Vector512.FusedMultiplyAdd(x, b0, s7_0); s7_1 = Vector512.FusedMultiplyAdd(x, b1, s7_1);
            x = Vector512.Create(a6[2 * rowA]); s8_0 = Vector512.FusedMultiplyAdd(x, b0, s8_0); s8_1 = Vector512.FusedMultiplyAdd(x, b1, s8_1);
            float* a9 = a6 + rowA3;
            x = Vector512.Create(*a9); s9_0 = Vector512.FusedMultiplyAdd(x, b0, s9_0); s9_1 = Vector512.FusedMultiplyAdd(x, b1, s9_1);
            x = Vector512.Create(a9[rowA]); s10_0 = Vector512.FusedMultiplyAdd(x, b0, s10_0); s10_1 = Vector512.FusedMultiplyAdd(x, b1, s10_1);
            x = Vector512.Create(a9[2 * rowA]); s11_0 = Vector512.FusedMultiplyAdd(x, b0, s11_0); s11_1 = Vector512.FusedMultiplyAdd(x, b1, s11_1);
        }

        s0_0.Store(c + 0 * rowC + 0 * 16); s0_1.Store(c + 0 * rowC + 1 * 16);
        s1_0.Store(c + 1 * rowC + 0 * 16); s1_1.Store(c + 1 * rowC + 1 * 16);
        s2_0.Store(c + 2 * rowC + 0 * 16); s2_1.Store(c + 2 * rowC + 1 * 16);
        s3_0.Store(c + 3 * rowC + 0 * 16); s3_1.Store(c + 3 * rowC + 1 * 16);
        s4_0.Store(c + 4 * rowC + 0 * 16); s4_1.Store(c + 4 * rowC + 1 * 16);
        s5_0.Store(c + 5 * rowC + 0 * 16); s5_1.Store(c + 5 * rowC + 1 * 16);
        s6_0.Store(c + 6 * rowC + 0 * 16); s6_1.Store(c + 6 * rowC + 1 * 16);
        s7_0.Store(c + 7 * rowC + 0 * 16); s7_1.Store(c + 7 * rowC + 1 * 16);
        s8_0.Store(c + 8 * rowC + 0 * 16); s8_1.Store(c + 8 * rowC + 1 * 16);
        s9_0.Store(c + 9 * rowC + 0 * 16); s9_1.Store(c + 9 * rowC + 1 * 16);
        s10_0.Store(c + 10 * rowC + 0 * 16); s10_1.Store(c + 10 * rowC + 1 * 16);
        s11_0.Store(c + 11 * rowC + 0 * 16); s11_1.Store(c + 11 * rowC + 1 * 16);
    }

    /// <summary>8 rows of 32 columns. Rows of A lie <paramref name="rowA"/> apart and steps in k <paramref name="stepA"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows8Of32(int depth, float* a, nint rowA, nint stepA, float* b, nint rowB, float* c, nint rowC, bool accumulate)
    {
        Vector512<float> s0_0 = default, s0_1 = default;
        Vector512<float> s1_0 = default, s1_1 = default;
        Vector512<float> s2_0 = default, s2_1 = default;
        Vector512<float> s3_0 = default, s3_1 = default;
        Vector512<float> s4_0 = default, s4_1 = default;
        Vector512<float> s5_0 = default, s5_1 = default;
        Vector512<float> s6_0 = default, s6_1 = default;
        Vector512<float> s7_0 = default, s7_1 = default;
        if (accumulate)
        {
            s0_0 = Vector512.Load(c + 0 * rowC + 0 * 16); s0_1 = Vector512.Load(c + 0 * rowC + 1 * 16);
            s1_0 = Vector512.Load(c + 1 * rowC + 0 * 16); s1_1 = Vector512.Load(c + 1 * rowC + 1 * 16);
            s2_0 = Vector512.Load(c + 2 * rowC + 0 * 16); s2_1 = Vector512.Load(c + 2 * rowC + 1 * 16);
            s3_0 = Vector512.Load(c + 3 * rowC + 0 * 16); s3_1 = Vector512.Load(c + 3 * rowC + 1 * 16);
            s4_0 = Vector512.Load(c + 4 * rowC + 0 * 16); s4_1 = Vector512.Load(c + 4 * rowC + 1 * 16);
            s5_0 = Vector512.Load(c + 5 * rowC + 0 * 16); s5_1 = Vector512.Load(c + 5 * rowC + 1 * 16);
            s6_0 = Vector512.Load(c + 6 * rowC + 0 * 16); s6_1 = Vector512.Load(c + 6 * rowC + 1 * 16);
            s7_0 = Vector512.Load(c + 7 * rowC + 0 * 16); s7_1 = Vector512.Load(c + 7 * rowC + 1 * 16);
        }

        nint rowA3 = 3 * rowA;
        for (int k = 0; k < depth; k++, a += stepA, b += rowB)
        {
            Vector512<float> b0 = Vector512.Load(b), b1 = Vector512.Load(b + 16), x;
            x = Vector512.Create(*a); s0_0 = Vector512.FusedMultiplyAdd(x, b0, s0_0); s0_1 = Vector512.FusedMultiplyAdd(x, b1, s0_1);
            x = Vector512.Create(a[rowA]); s1_0 = Vector512.FusedMultiplyAdd(x, b0, s1_0); s1_1 = Vector512.FusedMultiplyAdd(x, b1, s1_1);
            x = Vector512.Create(a[2 * rowA]); s2_0 = Vector512.FusedMultiplyAdd(x, b0, s2_0); s2_1 = Vector512.FusedMultiplyAdd(x, b1, s2_1);
            float* a3 = a + rowA3;
            x = Vector512.Create(*a3); s3_0 = Vector512.FusedMultiplyAdd(x, b0, s3_0); s3_1 = Vector512.FusedMultiplyAdd(x, b1, s3_1);
            x = Vector512.Create(a3[rowA]); s4_0 = Vector512.FusedMultiplyAdd(x, b0, s4_0); s4_1 = Vector512.FusedMultiplyAdd(x, b1, s4_1);
            x = Vector512.Create(a3[2 * rowA]); s5_0 = Vector512.FusedMultiplyAdd(x, b0, s5_0); s5_1 = Vector512.FusedMultiplyAdd(x, b1, s5_1);
            float* a6 = a3 + rowA3;
            x = Vector512.Create(*a6); s6_0 = Vector512.FusedMultiplyAdd(x, b0, s6_0); s6_1 = Vector512.FusedMultiplyAdd(x, b1, s6_1);
            x = Vector512.Create(a6[rowA]); s7_0 = Vector512.FusedMultiplyAdd(x, b0, s7_0); s7_1 = Vector512.FusedMultiplyAdd(x, b1, s7_1);
        }

        s0_0.Store(c + 0 * rowC + 0 * 16); s0_1.Store(c + 0 * rowC + 1 * 16);
        s1_0.Store(c + 1 * rowC + 0 * 16); s1_1.Store(c + 1 * rowC + 1 * 16);
        s2_0.Store(c + 2 * rowC + 0 * 16); s2_1.Store(c + 2 * rowC + 1 * 16);
        s3_0.Store(c + 3 * rowC + 0 * 16); s3_1.Store(c + 3 * rowC + 1 * 16);
        s4_0.Store(c + 4 * rowC + 0 * 16); s4_1.Store(c + 4 * rowC + 1 * 16);
        s5_0.Store(c + 5 * rowC + 0 * 16); s5_1.Store(c + 5 * rowC + 1 * 16);
        s6_0.Store(c + 6 * rowC + 0 * 16); s6_1.Store(c + 6 * rowC + 1 * 16);
        s7_0.Store(c + 7 * rowC + 0 * 16); s7_1.Store(c + 7 * rowC + 1 * 16);
    }

    /// <summary>4 rows of 32 columns. Rows of A lie <paramref name="rowA"/> apart and steps in k <paramref name="stepA"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows4Of32(int depth, float* a, nint rowA, nint stepA, float* b, nint rowB, float* c, nint rowC, bool accumulate)
    {
        Vector512<float> s0_0 = default, s0_1 = default;
        Vector512<float> s1_0 = default, s1_1 = default;
        Vector512<float> s2_0 = default, s2_1 = default;
        Vector512<float> s3_0 = default, s3_1 = default;
        if (accumulate)
        {
            s0_0 = Vector512.Load(c + 0 * rowC + 0 * 16); s0_1 = Vector512.Load(c + 0 * rowC + 1 * 16);
            s1_0 = Vector512.Load(c + 1 * rowC + 0 * 16); s1_1 = Vector512.Load(c + 1 * rowC + 1 * 16);
            s2_0 = Vector512.Load(c + 2 * rowC + 0 * 16); s2_1 = Vector512.Load(c + 2 * rowC + 1 * 16);
            s3_0 = Vector512.Load(c + 3 * rowC + 0 * 16); s3_1 = Vector512.Load(c + 3 * rowC + 1 * 16);
        }

        nint rowA3 = 3 * rowA;
        for (int k = 0; k < depth; k++, a += stepA, b += rowB)
        {
            Vector512<float> b0 = Vector512.Load(b), b1 = Vector512.Load(b + 16), x;
            x = Vector512.Create(*a); s0_0 = Vector512.FusedMultiplyAdd(x, b0, s0_0); s0_1 = Vector512.FusedMultiplyAdd(x, b1, s0_1);
            x = Vector512.Create(a[rowA]); s1_0 = Vector512.FusedMultiplyAdd(x, b0, s1_0); s1_1 = Vector512.FusedMultiplyAdd(x, b1, s1_1);
            x = Vector512.Create(a[2 * rowA]); s2_0 = Vector512.FusedMultiplyAdd(x, b0, s2_0); s2_1 = Vector512.FusedMultiplyAdd(x, b1, s2_1);
            float* a3 = a + rowA3;
            x = Vector512.Create(*a3); s3_0 = Vector512.FusedMultiplyAdd(x, b0, s3_0); s3_1 = Vector512.FusedMultiplyAdd(x, b1, s3_1);
        }

        s0_0.Store(c + 0 * rowC + 0 * 16); s0_1.Store(c + 0 * rowC + 1 * 16);
        s1_0.Store(c + 1 * rowC + 0 * 16); s1_1.Store(c + 1 * rowC + 1 * 16);
        s2_0.Store(c + 2 * rowC + 0 * 16); s2_1.Store(c + 2 * rowC + 1 * 16);
        s3_0.Store(c + 3 * rowC + 0 * 16); s3_1.Store(c + 3 * rowC + 1 * 16);
    }

    /// <summary>2 rows of 32 columns. Rows of A lie <paramref name="rowA"/> apart and steps in k <paramref name="stepA"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows2Of32(int depth, float* a, nint rowA, nint stepA, float* b, nint rowB, float* c, nint rowC, bool accumulate)
    {
        Vector512<float> s0_0 = default, s0_1 = default;
        Vector512<float> s1_0 = default, s1_1 = default;
        if (accumulate)
        {
            s0_0 = Vector512.Load(c + 0 * rowC + 0 * 16); s0_1 = Vector512.Load(c + 0 * rowC + 1 * 16);
            s1_0 = Vector512.Load(c + 1 * rowC + 0 * 16); s1_1 = Vector512.Load(c + 1 * rowC + 1 * 16);
        }

        for (int k = 0; k < depth; k++, a += stepA, b += rowB)
        {
            Vector512<float> b0 = Vector512.Load(b), b1 = Vector512.Load(b + 16), x;
            x = Vector512.Create(*a); s0_0 = Vector512.FusedMultiplyAdd(x, b0, s0_0); s0_1 = Vector512.FusedMultiplyAdd(x, b1, s0_1);
            x = Vector512.Create(a[rowA]); s1_0 = Vector512.FusedMultiplyAdd(x, b0, s1_0); s1_1 = Vector512.FusedMultiplyAdd(x, b1, s1_1);
        }

        s0_0.Store(c + 0 * rowC + 0 * 16); s0_1.Store(c + 0 * rowC + 1 * 16);
        s1_0.Store(c + 1 * rowC + 0 * 16); s1_1.Store(c + 1 * rowC + 1 * 16);
    }

    /// <summary>1 rows of 32 columns. Rows of A lie <paramref name="rowA"/> apart and steps in k <paramref name="stepA"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows1Of32(int depth, float* a, nint rowA, nint stepA, float* b, nint rowB, float* c, nint rowC, bool accumulate)
    {
        Vector512<float> s0_0 = default, s0_1 = default;
        if (accumulate)
        {
            s0_0 = Vector512.Load(c + 0 * rowC + 0 * 16); s0_1 = Vector512.Load(c + 0 * rowC + 1 * 16);
        }

        for (int k = 0; k < depth; k++, a += stepA, b += rowB)
        {
            Vector512<float> b0 = Vector512.Load(b), b1 = Vector512.Load(b + 16), x;
            x = Vector512.Create(*a); s0_0 = Vector512.FusedMultiplyAdd(x, b0, s0_0); s0_1 = Vector512.FusedMultiplyAdd(x, b1, s0_1);
        }

        s0_0.Store(c + 0 * rowC + 0 * 16); s0_1.Store(c + 0 * rowC + 1 * 16);
    }

    /// <summary>6 rows of 16 columns. Rows of A lie <paramref name="rowA"/> apart and steps in k <paramref name="stepA"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows6Of16(int depth, float* a, nint rowA, nint stepA, float* b, nint rowB, float* c, nint rowC, bool accumulate)
    {
        Vector256<float> s0_0 = default, s0_1 = default;
        Vector256<float> s1_0 = default, s1_1 = default;
        Vector256<float> s2_0 = default, s2_1 = default;
        Vector256<float> s3_0 = default, s3_1 = default;
        Vector256<float> s4_0 = default, s4_1 = default;
        Vector256<float> s5_0 = default, s5_1 = default;
        if (accumulate)
        {
            s0_0 = Vector256.Load(c + 0 * rowC + 0 * 8); s0_1 = Vector256.Load(c + 0 * rowC + 1 * 8);
            s1_0 = Vector256.Load(c + 1 * rowC + 0 * 8); s1_1 = Vector256.Load(c + 1 * rowC + 1 * 8);
            s2_0 = Vector256.Load(c + 2 * rowC + 0 * 8); s2_1 = Vector256.Load(c + 2 * rowC + 1 * 8);
            s3_0 = Vector256.Load(c + 3 * rowC + 0 * 8); s3_1 = Vector256.Load(c + 3 * rowC + 1 * 8);
            s4_0 = Vector256.Load(c + 4 * rowC + 0 * 8); s4_1 = Vector256.Load(c + 4 * rowC + 1 * 8);
            s5_0 = Vector256.Load(c + 5 * rowC + 0 * 8); s5_1 = Vector256.Load(c + 5 * rowC + 1 * 8);
        }

        nint rowA3 = 3 * rowA;
        for (int k = 0; k < depth; k++, a += stepA, b += rowB)
        {
            Vector256<float> b0 = Vector256.Load(b), b1 = Vector256.Load(b + 8), x;
            x = Vector256.Create(*a); s0_0 = Vector256.FusedMultiplyAdd(x, b0, s0_0); s0_1 = Vector256.FusedMultiplyAdd(x, b1, s0_1);
            x = Vector256.Create(a[rowA]); s1_0 = Vector256.FusedMultiplyAdd(x, b0, s1_0); s1_1 = Vector256.FusedMultiplyAdd(x, b1, s1_1);
            x = Vector256.Create(a[2 * rowA]); s2_0 = Vector256.FusedMultiplyAdd(x, b0, s2_0); s2_1 = Vector256.FusedMultiplyAdd(x, b1, s2_1);
            float* a3 = a + rowA3;
            x = Vector256.Create(*a3); s3_0 = Vector256.FusedMultiplyAdd(x, b0, s3_0); s3_1 = Vector256.FusedMultiplyAdd(x, b1, s3_1);
            x = Vector256.Create(a3[rowA]); s4_0 = Vector256.FusedMultiplyAdd(x, b0, s4_0); s4_1 = Vector256.FusedMultiplyAdd(x, b1, s4_1);
            x = Vector256.Create(a3[2 * rowA]); s5_0 = Vector256.FusedMultiplyAdd(x, b0, s5_0); s5_1 = Vector256.FusedMultiplyAdd(x, b1, s5_1);
        }

        s0_0.Store(c + 0 * rowC + 0 * 8); s0_1.Store(c + 0 * rowC + 1 * 8);
        s1_0.Store(c + 1 * rowC + 0 * 8); s1_1.Store(c + 1 * rowC + 1 * 8);
        s2_0.Store(c + 2 * rowC + 0 * 8); s2_1.Store(c + 2 * rowC + 1 * 8);
        s3_0.Store(c + 3 * rowC + 0 * 8); s3_1.Store(c + 3 * rowC + 1 * 8);
        s4_0.Store(c + 4 * rowC + 0 * 8); s4_1.Store(c + 4 * rowC + 1 * 8);
        s5_0.Store(c + 5 * rowC + 0 * 8); s5_1.Store(c + 5 * rowC + 1 * 8);
    }

    /// <summary>4 rows of 16 columns. Rows of A lie <paramref name="rowA"/> apart and steps in k <paramref name="stepA"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows4Of16(int depth, float* a, nint rowA, nint stepA, float* b, nint rowB, float* c, nint rowC, bool accumulate)
    {
        Vector256<float> s0_0 = default, s0_1 = default;
        Vector256<float> s1_0 = default, s1_1 = default;
        Vector256<float> s2_0 = default, s2_1 = default;
        Vector256<float> s3_0 = default, s3_1 = default;
        if (accumulate)
        {
            s0_0 = Vector256.Load(c + 0 * rowC + 0 * 8); s0_1 = Vector256.Load(c + 0 * rowC + 1 * 8);
            s1_0 = Vector256.Load(c + 1 * rowC + 0 * 8); s1_1 = Vector256.Load(c + 1 * rowC + 1 * 8);
            s2_0 = Vector256.Load(c + 2 * rowC + 0 * 8); s2_1 = Vector256.Load(c + 2 * rowC + 1 * 8);
            s3_0 = Vector256.Load(c + 3 * rowC + 0 * 8); s3_1 = Vector256.Load(c + 3 * rowC + 1 * 8);
        }

        nint rowA3 = 3 * rowA;
        for (int k = 0; k < depth; k++, a += stepA, b += rowB)
        {
            Vector256<float> b0 = Vector256.Load(b), b1 = Vector256.Load(b + 8), x;
            x = Vector256.Create(*a); s0_0 = Vector256.FusedMultiplyAdd(x, b0, s0_0); s0_1 = Vector256.FusedMultiplyAdd(x, b1, s0_1);
            x = Vector256.Create(a[rowA]); s1_0 = Vector256.FusedMultiplyAdd(x, b0, s1_0); s1_1 = Vector256.FusedMultiplyAdd(x, b1, s1_1);
            x = Vector256.Create(a[2 * rowA]); s2_0 = Vector256.FusedMultiplyAdd(x, b0, s2_0); s2_1 = Vector256.FusedMultiplyAdd(x, b1, s2_1);
            float* a3 = a + rowA3;
            x = Vector256.Create(*a3); s3_0 = Vector256.FusedMultiplyAdd(x, b0, s3_0); s3_1 = Vector256.FusedMultiplyAdd(x, b1, s3_1);
        }

        s0_0.Store(c + 0 * rowC + 0 * 8); s0_1.Store(c + 0 * rowC + 1 * 8);
        s1_0.Store(c + 1 * rowC + 0 * 8); s1_1.Store(c + 1 * rowC + 1 * 8);
        s2_0.Store(c + 2 * rowC + 0 * 8); s2_1.Store(c + 2 * rowC + 1 * 8);
        s3_0.Store(c + 3 * rowC + 0 * 8); s3_1.Store(c + 3 * rowC + 1 * 8);
    }

    /// <summary>2 rows of 16 columns. Rows of A lie <paramref name="rowA"/> apart and steps in k <paramref name="stepA"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows2Of16(int depth, float* a, nint rowA, nint stepA, float* b, nint rowB, float* c, nint rowC, bool accumulate)
    {
        Vector256<float> s0_0 = default, s0_1 = default;
        Vector256<float> s1_0 = default, s1_1 = default;
        if (accumulate)
        {
            s0_0 = Vector256.Load(c + 0 * rowC + 0 * 8); s0_1 = Vector256.Load(c + 0 * rowC + 1 * 8);
            s1_0 = Vector256.Load(c + 1 * rowC + 0 * 8); s1_1 = Vector256.Load(c + 1 * rowC + 1 * 8);
        }

        for (int k = 0; k < depth; k++, a += stepA, b += rowB)
        {
            Vector256<float> b0 = Vector256.Load(b), b1 = Vector256.Load(b + 8), x;
            x = Vector256.Create(*a); s0_0 = Vector256.FusedMultiplyAdd(x, b0, s0_0); s0_1 = Vector256.FusedMultiplyAdd(x, b1, s0_1);
            x = Vector256.Create(a[rowA]); s1_0 = Vector256.FusedMultiplyAdd(x, b0, s1_0); s1_1 = Vector256.FusedMultiplyAdd(x, b1, s1_1);
        }

        s0_0.Store(c + 0 * rowC + 0 * 8); s0_1.Store(c + 0 * rowC + 1 * 8);
        s1_0.Store(c + 1 * rowC + 0 * 8); s1_1.Store(c + 1 * rowC + 1 * 8);
    }

    /// <summary>1 rows of 16 columns. Rows of A lie <paramref name="rowA"/> apart and steps in k <paramref name="stepA"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows1Of16(int depth, float* a, nint rowA, nint stepA, float* b, nint rowB, float* c, nint rowC, bool accumulate)
    {
        Vector256<float> s0_0 = default, s0_1 = default;
        if (accumulate)
        {
            s0_0 = Vector256.Load(c + 0 * rowC + 0 * 8); s0_1 = Vector256.Load(c + 0 * rowC + 1 * 8);
        }

        for (int k = 0; k < depth; k++, a += stepA, b += rowB)
        {
            Vector256<float> b0 = Vector256.Load(b), b1 = Vector256.Load(b + 8), x;
            x = Vector256.Create(*a); s0_0 = Vector256.FusedMultiplyAdd(x, b0, s0_0); s0_1 = Vector256.FusedMultiplyAdd(x, b1, s0_1);
        }

        s0_0.Store(c + 0 * rowC + 0 * 8); s0_1.Store(c + 0 * rowC + 1 * 8);
    }
}

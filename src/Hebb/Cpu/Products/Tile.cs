using System.Runtime.CompilerServices;
using Hebb.Cpu.Movement;
using Hebb.Cpu.Vectors;

namespace Hebb.Cpu.Products;

/// <summary>The innermost loop of a matrix product: a tile of C of up to 12 rows × 2 vectors whose sums stay in registers.</summary>
/// <remarks>
/// Each sum is one chain of fused multiply-adds over ascending k, whatever the vector width and the size of the tile: hence the same
/// bits on every machine. The sums are separate locals because the compiler keeps no array in registers; rows and vectors that a
/// tile does not have are dead code.
/// </remarks>
/// <typeparam name="TLanes">Operations on a register.</typeparam>
/// <typeparam name="TVector">The register type.</typeparam>
/// <typeparam name="TRows">Rows of the tile, 1 to 12.</typeparam>
/// <typeparam name="TWidth">Vectors in a row of the tile, 1 or 2.</typeparam>
internal static unsafe class Tile<TLanes, TVector, TRows, TWidth>
    where TLanes : struct, ILanes<TVector>
    where TVector : unmanaged
    where TRows : struct, INumber
    where TWidth : struct, INumber
{
    /// <summary>C = A·B, or C += A·B, for one tile.</summary>
    /// <param name="depth">The number of products to sum up.</param>
    /// <param name="a">The tile's first row of A, at the first k.</param>
    /// <param name="row">Elements from one row of A to the next.</param>
    /// <param name="step">Elements from one k of A to the next.</param>
    /// <param name="b">The tile's first column of B, at the first k; whole vectors are read.</param>
    /// <param name="bStep">Elements from one k of B to the next.</param>
    /// <param name="c">The tile's first element of C.</param>
    /// <param name="cRow">Elements from one row of C to the next.</param>
    /// <param name="columns">Columns of C to write: more than a tile's last vector leaves out, at most a tile's width.</param>
    /// <param name="add">Whether the sums are added to C.</param>
    /// <param name="runs">Where A jumps; null for nowhere.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(int depth, float* a, nint row, nint step, float* b, nint bStep, float* c, nint cRow, int columns, bool add, Runs* runs)
    {
        nint* jump = runs == null ? null : runs->Jumps;
        int run = runs == null ? depth : Math.Min(runs->First, depth);
        TVector x, y, z = default;
        TVector c0 = default, d0 = default, c1 = default, d1 = default, c2 = default, d2 = default;
        TVector c3 = default, d3 = default, c4 = default, d4 = default, c5 = default, d5 = default;
        TVector c6 = default, d6 = default, c7 = default, d7 = default, c8 = default, d8 = default;
        TVector c9 = default, d9 = default, c10 = default, d10 = default, c11 = default, d11 = default;
        nint two = 2 * row;
        float* a3 = a + (3 * row), a6 = a3 + (3 * row), a9 = a6 + (3 * row);
    Next:
        depth -= run;
        for (; run > 0; run--)
        {
            y = TLanes.Load(b);
            if (TWidth.Value > 1) { z = TLanes.Load(b + TLanes.Count); }
            x = TLanes.Broadcast(a); c0 = TLanes.MultiplyAdd(x, y, c0); if (TWidth.Value > 1) { d0 = TLanes.MultiplyAdd(x, z, d0); }
            if (TRows.Value > 1)
            {
                x = TLanes.Broadcast(a + row);
                c1 = TLanes.MultiplyAdd(x, y, c1);
                if (TWidth.Value > 1) { d1 = TLanes.MultiplyAdd(x, z, d1); }
            }

            if (TRows.Value > 2)
            {
                x = TLanes.Broadcast(a + two);
                c2 = TLanes.MultiplyAdd(x, y, c2);
                if (TWidth.Value > 1) { d2 = TLanes.MultiplyAdd(x, z, d2); }
            }

            if (TRows.Value > 3) { x = TLanes.Broadcast(a3); c3 = TLanes.MultiplyAdd(x, y, c3); if (TWidth.Value > 1) { d3 = TLanes.MultiplyAdd(x, z, d3); } }
            if (TRows.Value > 4)
            {
                x = TLanes.Broadcast(a3 + row);
                c4 = TLanes.MultiplyAdd(x, y, c4);
                if (TWidth.Value > 1) { d4 = TLanes.MultiplyAdd(x, z, d4); }
            }

            if (TRows.Value > 5)
            {
                x = TLanes.Broadcast(a3 + two);
                c5 = TLanes.MultiplyAdd(x, y, c5);
                if (TWidth.Value > 1) { d5 = TLanes.MultiplyAdd(x, z, d5); }
            }

            if (TRows.Value > 6) { x = TLanes.Broadcast(a6); c6 = TLanes.MultiplyAdd(x, y, c6); if (TWidth.Value > 1) { d6 = TLanes.MultiplyAdd(x, z, d6); } }
            if (TRows.Value > 7)
            {
                x = TLanes.Broadcast(a6 + row);
                c7 = TLanes.MultiplyAdd(x, y, c7);
                if (TWidth.Value > 1) { d7 = TLanes.MultiplyAdd(x, z, d7); }
            }

            if (TRows.Value > 8)
            {
                x = TLanes.Broadcast(a6 + two);
                c8 = TLanes.MultiplyAdd(x, y, c8);
                if (TWidth.Value > 1) { d8 = TLanes.MultiplyAdd(x, z, d8); }
            }

            if (TRows.Value > 9) { x = TLanes.Broadcast(a9); c9 = TLanes.MultiplyAdd(x, y, c9); if (TWidth.Value > 1) { d9 = TLanes.MultiplyAdd(x, z, d9); } }
            if (TRows.Value > 10)
            {
                x = TLanes.Broadcast(a9 + row);
                c10 = TLanes.MultiplyAdd(x, y, c10);
                if (TWidth.Value > 1) { d10 = TLanes.MultiplyAdd(x, z, d10); }
            }

            if (TRows.Value > 11)
            {
                x = TLanes.Broadcast(a9 + two);
                c11 = TLanes.MultiplyAdd(x, y, c11);
                if (TWidth.Value > 1) { d11 = TLanes.MultiplyAdd(x, z, d11); }
            }

            a += step;
            if (TRows.Value > 3) { a3 += step; }
            if (TRows.Value > 6) { a6 += step; }
            if (TRows.Value > 9) { a9 += step; }
            b += bStep;
        }

        if (depth > 0)
        {
            nint by = *jump++;
            a += by;
            a3 += by;
            a6 += by;
            a9 += by;
            run = Math.Min(runs->Length, depth);
            goto Next;
        }

        int rest = columns - ((TWidth.Value - 1) * TLanes.Count);
        Put(c0, d0, c, rest, add);
        if (TRows.Value > 1) { Put(c1, d1, c + cRow, rest, add); }
        if (TRows.Value > 2) { Put(c2, d2, c + (2 * cRow), rest, add); }
        if (TRows.Value > 3) { Put(c3, d3, c + (3 * cRow), rest, add); }
        if (TRows.Value > 4) { Put(c4, d4, c + (4 * cRow), rest, add); }
        if (TRows.Value > 5) { Put(c5, d5, c + (5 * cRow), rest, add); }
        if (TRows.Value > 6) { Put(c6, d6, c + (6 * cRow), rest, add); }
        if (TRows.Value > 7) { Put(c7, d7, c + (7 * cRow), rest, add); }
        if (TRows.Value > 8) { Put(c8, d8, c + (8 * cRow), rest, add); }
        if (TRows.Value > 9) { Put(c9, d9, c + (9 * cRow), rest, add); }
        if (TRows.Value > 10) { Put(c10, d10, c + (10 * cRow), rest, add); }
        if (TRows.Value > 11) { Put(c11, d11, c + (11 * cRow), rest, add); }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(TVector first, TVector second, float* to, int rest, bool add)
    {
        if (TWidth.Value > 1)
        {
            TLanes.Store(to, add ? TLanes.Add(TLanes.Load(to), first) : first);
            to += TLanes.Count;
            first = second;
        }

        if (add) { first = TLanes.Add(TLanes.Load(to), first); }
        if (rest == TLanes.Count) { TLanes.Store(to, first); }
        else { TLanes.StoreFirst(to, first, rest); }
    }
}

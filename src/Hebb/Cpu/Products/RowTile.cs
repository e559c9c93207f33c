using System.Runtime.CompilerServices;
using Hebb.Cpu.Vectors;

namespace Hebb.Cpu.Products;

/// <summary>
/// The innermost loop of a row times a matrix: eight vectors of the result stay in registers. The sums are those of a
/// <see cref="Tile{TLanes, TVector, TRows, TWidth}"/>.
/// </summary>
/// <typeparam name="TLanes">Operations on a register.</typeparam>
/// <typeparam name="TVector">The register type.</typeparam>
internal static unsafe class RowTile<TLanes, TVector> where TLanes : struct, ILanes<TVector> where TVector : unmanaged
{
    /// <summary>c = a·B or c += a·B for eight vectors of columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(int depth, float* a, nint aStep, float* b, nint bStep, float* c, bool add)
    {
        TVector c0 = default, c1 = default, c2 = default, c3 = default, c4 = default, c5 = default, c6 = default, c7 = default;
        for (; depth > 0; depth--, a += aStep, b += bStep)
        {
            TVector x = TLanes.Broadcast(a);
            c0 = TLanes.MultiplyAdd(x, TLanes.Load(b), c0);
            c1 = TLanes.MultiplyAdd(x, TLanes.Load(b + TLanes.Count), c1);
            c2 = TLanes.MultiplyAdd(x, TLanes.Load(b + (2 * TLanes.Count)), c2);
            c3 = TLanes.MultiplyAdd(x, TLanes.Load(b + (3 * TLanes.Count)), c3);
            c4 = TLanes.MultiplyAdd(x, TLanes.Load(b + (4 * TLanes.Count)), c4);
            c5 = TLanes.MultiplyAdd(x, TLanes.Load(b + (5 * TLanes.Count)), c5);
            c6 = TLanes.MultiplyAdd(x, TLanes.Load(b + (6 * TLanes.Count)), c6);
            c7 = TLanes.MultiplyAdd(x, TLanes.Load(b + (7 * TLanes.Count)), c7);
        }

        Put(c0, c, add);
        Put(c1, c + TLanes.Count, add);
        Put(c2, c + (2 * TLanes.Count), add);
        Put(c3, c + (3 * TLanes.Count), add);
        Put(c4, c + (4 * TLanes.Count), add);
        Put(c5, c + (5 * TLanes.Count), add);
        Put(c6, c + (6 * TLanes.Count), add);
        Put(c7, c + (7 * TLanes.Count), add);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(TVector sum, float* to, bool add) => TLanes.Store(to, add ? TLanes.Add(TLanes.Load(to), sum) : sum);
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Hebb.Cpu.Movement;
using Hebb.Cpu.Vectors;
using static Hebb.Cpu.Products.TileSizes;

namespace Hebb.Cpu.Products;

/// <summary>The products of tiles for one vector width, and the walk over a panel of columns.</summary>
internal abstract unsafe class Tiles
{
    /// <summary>The fastest tiles of this machine.</summary>
    public static Tiles Best { get; } = Supported()[0];

    /// <summary>All tiles this machine can run, the widest first. All give the same bits.</summary>
    /// <remarks>
    /// <c>Vector512.IsHardwareAccelerated</c> is no guide: it is false on processors that clock down for wide vectors, yet a product
    /// is faster with them there, too.
    /// </remarks>
    public static Tiles[] Supported()
    {
        List<Tiles> all = [];
        if (Avx512F.IsSupported) { all.Add(new Of<Lanes16, Vector512<float>>()); }
        if (Fma.IsSupported) { all.Add(new Of<Lanes8, Vector256<float>>()); }
        all.Add(new Of<Lanes4, Vector128<float>>());
        return [.. all];
    }

    /// <summary>C = A·B or C += A·B for all given rows and up to <see cref="Panel.Columns"/> columns.</summary>
    /// <param name="rows">Rows of A and C.</param>
    /// <param name="columns">Columns of B and C.</param>
    /// <param name="depth">The number of products to sum up.</param>
    /// <param name="a">The first element of A.</param>
    /// <param name="aRow">Elements from one row of A to the next.</param>
    /// <param name="aStep">Elements from one k of A to the next.</param>
    /// <param name="b">The first element of B; behind the last column of a row, up to 60 bytes are read.</param>
    /// <param name="bStep">Elements from one k of B to the next.</param>
    /// <param name="c">The first element of C.</param>
    /// <param name="cRow">Elements from one row of C to the next.</param>
    /// <param name="add">Whether the product is added to C.</param>
    /// <param name="runs">Where A jumps; null for nowhere.</param>
    public abstract void Multiply(
        int rows, int columns, int depth, float* a, nint aRow, nint aStep, float* b, nint bStep, float* c, nint cRow, bool add, Runs* runs = null);

    /// <summary>c = a·B or c += a·B for one row, B as it is stored: runs of many columns, because B is read only once.</summary>
    /// <param name="columns">Columns of B.</param>
    /// <param name="depth">The number of products to sum up.</param>
    /// <param name="a">The row.</param>
    /// <param name="aStep">Elements from one k of the row to the next.</param>
    /// <param name="b">The first element of B; behind the last column of a row, up to 60 bytes are read.</param>
    /// <param name="bStep">Elements from one k of B to the next.</param>
    /// <param name="c">The result.</param>
    /// <param name="add">Whether the product is added to the result.</param>
    public abstract void Row(int columns, int depth, float* a, nint aStep, float* b, nint bStep, float* c, bool add);

    private sealed class Of<TLanes, TVector> : Tiles where TLanes : struct, ILanes<TVector> where TVector : unmanaged
    {
        private static readonly delegate*<int, float*, nint, nint, float*, nint, float*, nint, int, bool, Runs*, void>[] s_narrow = Table<N1>();
        private static readonly delegate*<int, float*, nint, nint, float*, nint, float*, nint, int, bool, Runs*, void>[] s_wide = Table<N2>();

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override void Multiply(
            int rows, int columns, int depth, float* a, nint aRow, nint aStep, float* b, nint bStep, float* c, nint cRow, bool add, Runs* runs)
        {
            // Tiles as equal as can be: 13 rows as 7 + 6, not 12 + 1, because short tiles do not fill the pipeline.
            int tiles = (rows + TLanes.TileRows - 1) / TLanes.TileRows;
            for (int first = 0; first < columns; first += 2 * TLanes.Count)
            {
                int width = Math.Min(2 * TLanes.Count, columns - first);
                var table = width > TLanes.Count ? s_wide : s_narrow;
                for (int tile = 0, from = 0; tile < tiles; tile++)
                {
                    int height = (rows - from + tiles - tile - 1) / (tiles - tile);
                    table[height](depth, a + (from * aRow), aRow, aStep, b + first, bStep, c + (from * cRow) + first, cRow, width, add, runs);
                    from += height;
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override void Row(int columns, int depth, float* a, nint aStep, float* b, nint bStep, float* c, bool add)
        {
            int first = 0;
            for (; first + (8 * TLanes.Count) <= columns; first += 8 * TLanes.Count)
            {
                RowTile<TLanes, TVector>.Multiply(depth, a, aStep, b + first, bStep, c + first, add);
            }

            if (first < columns) { Multiply(1, columns - first, depth, a, 0, aStep, b + first, bStep, c + first, 0, add, null); }
        }

        private static delegate*<int, float*, nint, nint, float*, nint, float*, nint, int, bool, Runs*, void>[] Table<TWidth>()
            where TWidth : struct, INumber =>
        [
            null,
            &Tile<TLanes, TVector, N1, TWidth>.Multiply,
            &Tile<TLanes, TVector, N2, TWidth>.Multiply,
            &Tile<TLanes, TVector, N3, TWidth>.Multiply,
            &Tile<TLanes, TVector, N4, TWidth>.Multiply,
            &Tile<TLanes, TVector, N5, TWidth>.Multiply,
            &Tile<TLanes, TVector, N6, TWidth>.Multiply,
            &Tile<TLanes, TVector, N7, TWidth>.Multiply,
            &Tile<TLanes, TVector, N8, TWidth>.Multiply,
            &Tile<TLanes, TVector, N9, TWidth>.Multiply,
            &Tile<TLanes, TVector, N10, TWidth>.Multiply,
            &Tile<TLanes, TVector, N11, TWidth>.Multiply,
            &Tile<TLanes, TVector, N12, TWidth>.Multiply,
        ];
    }
}

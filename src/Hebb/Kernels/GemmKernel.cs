using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Hebb.Kernels;

/// <summary>
/// The product of two matrices, C = A · B, with an epilogue that runs over blocks of the product while they are in cache. The work is cut
/// into tiles of rows and columns by shape alone; within a tile k advances in blocks. However it is cut, each element is the same chain of
/// multiply-adds, so the bits never change.
/// </summary>
internal sealed unsafe class GemmKernel : Kernel
{
    private const double PieceFlops = 1e6;
    private const int DepthOfBlock = 256;
    private const int LargestProductBlock = 32 * 1024;
    private const int MostRowsOfBlock = 240;

    private readonly int _m, _n, _k;
    private readonly Ref _a, _b;
    private readonly Ref? _c;
    private readonly int _rowTiles, _columnTiles, _rowsOfTile, _columnsOfTile, _rowsOfBlock, _depthOfBlock;
    private readonly bool _packsA, _straightToC;
    private readonly int _productStride;

    /// <summary>A product of m × k by k × n.</summary>
    /// <param name="m">Rows of the result.</param>
    /// <param name="n">Columns of the result.</param>
    /// <param name="k">Columns of A, rows of B.</param>
    /// <param name="a">A: m × k, or k × m if transposed.</param>
    /// <param name="b">B: k × n, or panels if packed.</param>
    /// <param name="c">Where the product goes; null if only the epilogue needs it.</param>
    /// <param name="transposeA">Whether A is stored transposed.</param>
    /// <param name="packed">Whether B is packed by <see cref="PackKernel"/>.</param>
    /// <param name="epilogue">What follows.</param>
    public GemmKernel(int m, int n, int k, Ref a, Ref b, Ref? c, bool transposeA, bool packed, Epilogue? epilogue)
    {
        (_m, _n, _k, _a, _b, _c) = (m, n, k, a, b, c);
        (TransposeA, Packed, Epilogue) = (transposeA, packed, epilogue);
        (_rowTiles, _columnTiles) = Tiles();
        _rowsOfTile = Up((m + _rowTiles - 1) / _rowTiles, _rowTiles == 1 ? 1 : Panels.Height);
        _columnsOfTile = Up((n + _columnTiles - 1) / _columnTiles, _columnTiles == 1 ? 1 : Panels.Width);
        (_rowTiles, _columnTiles) = ((m + _rowsOfTile - 1) / _rowsOfTile, (n + _columnsOfTile - 1) / _columnsOfTile);
        Parts = _rowTiles * _columnTiles;

        _straightToC = epilogue is null && n % Panels.Width == 0;
        _productStride = Up(_columnsOfTile, Panels.Width);
        int most = _straightToC ? MostRowsOfBlock : Math.Clamp(LargestProductBlock / _productStride, Panels.Height, MostRowsOfBlock);
        int blocks = (_rowsOfTile + most - 1) / most;
        _rowsOfBlock = Math.Min(_rowsOfTile, Up((_rowsOfTile + blocks - 1) / blocks, Panels.Height));
        _depthOfBlock = Math.Max(1, (k + Math.Max(1, (k + DepthOfBlock - 1) / DepthOfBlock) - 1) / Math.Max(1, (k + DepthOfBlock - 1) / DepthOfBlock));
        _packsA = !transposeA && _rowsOfTile >= Panels.Height && _columnsOfTile >= 3 * Panels.Width && k >= 32;
        ScratchBytes = ProductBytes + StripBytes + (epilogue?.ScratchBytes ?? 0);
    }

    /// <summary>Whether A is stored transposed.</summary>
    public bool TransposeA { get; }

    /// <summary>Whether B is packed.</summary>
    public bool Packed { get; }

    /// <summary>What follows.</summary>
    public Epilogue? Epilogue { get; }

    /// <inheritdoc/>
    public override string Name =>
        $"gemm {_m}x{_n}x{_k}{(TransposeA ? " tA" : "")}{(Packed ? " packed" : "")}{(Epilogue is ChainRunner runner ? $" then {runner.Chain}" : "")}{(Parts > 1 ? $" in {_rowTiles}x{_columnTiles}" : "")}";

    /// <inheritdoc/>
    public override double Flops => 2.0 * _m * _n * _k + (Epilogue is ChainRunner runner ? (double)_m * _n * runner.Chain.Code.Length : 0);

    /// <inheritdoc/>
    public override double Bytes => 4.0 * ((double)_m * _k + (double)_k * _n + (_c is null ? 0 : (double)_m * _n)) + (Epilogue is ChainRunner runner ? runner.Chain.Bytes : 0);

    private long ProductBytes => _straightToC ? 0 : (long)_rowsOfBlock * _productStride * sizeof(float);

    private long StripBytes => _packsA ? (long)Up(_rowsOfBlock, Panels.Height) * _depthOfBlock * sizeof(float) : 0;

    /// <inheritdoc/>
    public override void Run(Frame frame, int part, int worker)
    {
        int rowTile = part / _columnTiles, columnTile = part % _columnTiles;
        (int First, int End) columns = (columnTile * _columnsOfTile, Math.Min(_n, (columnTile + 1) * _columnsOfTile));
        int end = Math.Min(_m, (rowTile + 1) * _rowsOfTile);
        byte* scratch = (byte*)frame.Scratch(worker);
        float* block = (float*)scratch, strips = (float*)(scratch + ProductBytes), rest = (float*)(scratch + ProductBytes + StripBytes);
        for (int row = rowTile * _rowsOfTile; row < end; row += _rowsOfBlock)
        {
            (int First, int End) rows = (row, Math.Min(end, row + _rowsOfBlock));
            float* product = _straightToC ? frame.Floats(_c!.Value) + (nint)row * _n + columns.First : block;
            int stride = _straightToC ? _n : _productStride;
            Multiply(frame.Floats(_a), frame.Floats(_b), rows, columns, product, stride, strips);
            if (_straightToC) { continue; }
            if (_c is { } c) { CopyRows(product, stride, rows, columns, frame.Floats(c)); }
            Epilogue?.Block(frame, rest, rows, columns, product, stride);
        }
    }

    private void Multiply(float* a, float* b, (int First, int End) rows, (int First, int End) columns, float* product, int stride, float* strips)
    {
        nint rowA = TransposeA ? 1 : _k, stepA = TransposeA ? _m : 1;
        int k = 0;
        do
        {
            int depth = Math.Min(_depthOfBlock, _k - k);
            if (_packsA) { PackStrips(a, rows, k, depth, strips); }
            for (int column = columns.First; column < columns.End; column += Panels.Width)
            {
                float* panel = Packed ? b + (nint)column * _k + (nint)k * Panels.Width : b + (nint)k * _n + column;
                nint rowB = Packed ? Panels.Width : _n;
                float* c = product + (column - columns.First);
                for (int row = rows.First; row < rows.End; row += Panels.Height)
                {
                    int height = Math.Min(Panels.Height, rows.End - row);
                    float* y = c + (nint)(row - rows.First) * stride;
                    if (_packsA) { Strip(height, depth, strips + (nint)(row - rows.First) * depth, 1, Panels.Height, panel, rowB, y, stride, k > 0); }
                    else { Strip(height, depth, a + row * rowA + k * stepA, rowA, stepA, panel, rowB, y, stride, k > 0); }
                }
            }

            k += depth;
        }
        while (k < _k);
    }

    private void PackStrips(float* a, (int First, int End) rows, int k, int depth, float* strips)
    {
        for (int row = rows.First; row < rows.End; row += Panels.Height)
        {
            Panels.Transpose(a + (nint)row * _k + k, _k, depth, Math.Min(Panels.Height, rows.End - row), strips + (nint)(row - rows.First) * depth, Panels.Height);
        }
    }

    /// <summary>Up to twelve rows of 32 columns.</summary>
    internal static void Strip(int height, int depth, float* a, nint rowA, nint stepA, float* b, nint rowB, float* c, nint rowC, bool accumulate)
    {
        if (!Avx512F.IsSupported)
        {
            HalfStrips(height, depth, a, rowA, stepA, b, rowB, c, rowC, accumulate);
            return;
        }

        if (height == 12)
        {
            MicroKernels.Rows12Of32(depth, a, rowA, stepA, b, rowB, c, rowC, accumulate);
            return;
        }

        if (height >= 8)
        {
            MicroKernels.Rows8Of32(depth, a, rowA, stepA, b, rowB, c, rowC, accumulate);
            height -= 8;
            a += 8 * rowA;
            c += 8 * rowC;
        }

        if (height >= 4)
        {
            MicroKernels.Rows4Of32(depth, a, rowA, stepA, b, rowB, c, rowC, accumulate);
            height -= 4;
            a += 4 * rowA;
            c += 4 * rowC;
        }

        if (height >= 2)
        {
            MicroKernels.Rows2Of32(depth, a, rowA, stepA, b, rowB, c, rowC, accumulate);
            height -= 2;
            a += 2 * rowA;
            c += 2 * rowC;
        }

        if (height >= 1) { MicroKernels.Rows1Of32(depth, a, rowA, stepA, b, rowB, c, rowC, accumulate); }
    }

    /// <summary>The same with vectors of half the width.</summary>
    private static void HalfStrips(int height, int depth, float* a, nint rowA, nint stepA, float* b, nint rowB, float* c, nint rowC, bool accumulate)
    {
        while (height > 0)
        {
            int rows = height >= 6 ? 6 : height >= 4 ? 4 : height >= 2 ? 2 : 1;
            for (int half = 0; half < Panels.Width; half += 16)
            {
                switch (rows)
                {
                    case 6: MicroKernels.Rows6Of16(depth, a, rowA, stepA, b + half, rowB, c + half, rowC, accumulate); break;
                    case 4: MicroKernels.Rows4Of16(depth, a, rowA, stepA, b + half, rowB, c + half, rowC, accumulate); break;
                    case 2: MicroKernels.Rows2Of16(depth, a, rowA, stepA, b + half, rowB, c + half, rowC, accumulate); break;
                    default: MicroKernels.Rows1Of16(depth, a, rowA, stepA, b + half, rowB, c + half, rowC, accumulate); break;
                }
            }

            height -= rows;
            a += rows * rowA;
            c += rows * rowC;
        }
    }

    private void CopyRows(float* product, int stride, (int First, int End) rows, (int First, int End) columns, float* c)
    {
        long bytes = (columns.End - columns.First) * (long)sizeof(float);
        for (int row = rows.First; row < rows.End; row++)
        {
            Buffer.MemoryCopy(product + (nint)(row - rows.First) * stride, c + (nint)row * _n + columns.First, bytes, bytes);
        }
    }

    /// <summary>How many tiles: halves the longer side until pieces are small enough, so that the cut depends on the shape alone.</summary>
    private (int Rows, int Columns) Tiles()
    {
        double pieces = Math.Clamp(2.0 * _m * _n * _k / PieceFlops, 1, 64);
        int rows = 1, columns = 1;
        while (2 * rows * columns <= pieces)
        {
            int rowStrips = _m / (rows * Panels.Height), columnPanels = _n / (columns * Panels.Width);
            if (rowStrips < 2 && columnPanels < 2) { break; }
            if (columnPanels >= rowStrips) { columns *= 2; }
            else { rows *= 2; }
        }

        return (rows, columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Up(int value, int multiple) => (value + multiple - 1) / multiple * multiple;
}

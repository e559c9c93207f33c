using System.Runtime.CompilerServices;
using Hebb.Cpu.Running;

namespace Hebb.Cpu.Products;

/// <summary>The product of two float matrices, or a batch of products, with an optional epilogue on its rows.</summary>
/// <remarks>
/// The result is defined exactly. An element of C is the sum, in ascending order, of one term for each block of
/// <see cref="GemmPlan.DepthBlock"/> values of k; a term is one chain of fused multiply-adds over ascending k that starts at 0.
/// If B has one column, a row of A (stored as rows) times it is a <see cref="DotProduct"/>. Threads, parts, vector
/// widths and the ways to store A and B change nothing.
/// </remarks>
internal sealed unsafe class GemmKernel : Kernel
{
    private readonly MatrixProduct _p;
    private readonly GemmPlan _plan;
    private readonly nint _aRow;
    private readonly nint _aStep;
    private readonly bool _dots;
    private readonly long _copyBytes;
    private readonly long _productBytes;

    /// <summary>A kernel that computes this.</summary>
    public GemmKernel(MatrixProduct product)
    {
        _p = product;
        _plan = new(product);
        (_aRow, _aStep) = product.ATransposed ? ((nint)1, (nint)product.ARowStride) : (product.ARowStride, 1);
        _dots = product.IsColumn && !product.ATransposed;

        Parts = _plan.BatchParts * _plan.RowParts * _plan.ColumnParts;
        if (_plan.CopiesA)
        {
            _copyBytes = 4L
                * CopyStride(product.ATransposed ? _plan.RowsPerBlock : GemmPlan.DepthBlock)
                * (product.ATransposed ? GemmPlan.DepthBlock : _plan.RowsPerBlock);
        }

        if (product.IsColumn) { _copyBytes = 4L * (Math.Max(product.Depth, product.Rows) + 16) / 64 * 64 + 64; }
        if (product.C is null) { _productBytes = Tensors.Storage.Round(4L * _plan.RowsPerBlock * _plan.ProductStride); }
        ScratchBytes = _copyBytes + _productBytes + (product.Epilogue?.ScratchBytes ?? 0);
    }

    /// <summary>The tiles to compute with; tests try them all.</summary>
    public Tiles Tiles { get; init; } = Tiles.Best;

    /// <inheritdoc/>
    public override string Name =>
        $"gemm {(_p.Batch == 1 ? "" : $"{_p.Batch} × ")}{_p.Rows}x{_p.Columns}x{_p.Depth}{(_p.ATransposed ? " tA" : "")}{(_p.BPacked ? " packed" : "")}"
        + $"{(_p.Epilogue is null ? "" : $", {_p.Epilogue}")}";

    /// <inheritdoc/>
    public override double Flops => 2.0 * _p.Batch * _p.Rows * _p.Columns * _p.Depth;

    /// <inheritdoc/>
    public override double Bytes => 4.0 * _p.Batch * (((double)_p.Rows * _p.Depth) + ((double)_p.Depth * _p.Columns) + ((double)_p.Rows * _p.Columns));

    /// <inheritdoc/>
    public override void Run(Frame frame, int part, int worker)
    {
        (int rest, int columnPart) = Math.DivRem(part, _plan.ColumnParts);
        (int batchPart, int rowPart) = Math.DivRem(rest, _plan.RowParts);
        int firstRow = rowPart * _plan.RowsPerPart, lastRow = Math.Min(firstRow + _plan.RowsPerPart, _p.Rows);
        int firstColumn = columnPart * _plan.ColumnsPerPart, lastColumn = Math.Min(firstColumn + _plan.ColumnsPerPart, _p.Columns);
        int firstBatch = batchPart * _plan.BatchesPerPart, lastBatch = Math.Min(firstBatch + _plan.BatchesPerPart, _p.Batch);
        float* scratch = ScratchBytes == 0 ? null : frame.Scratch(worker);
        for (int batch = firstBatch; batch < lastBatch; batch++)
        {
            for (int row = firstRow; row < lastRow; row += _plan.RowsPerBlock)
            {
                Block(frame, scratch, batch, row, Math.Min(row + _plan.RowsPerBlock, lastRow), firstColumn, lastColumn);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Block(Frame frame, float* scratch, int batch, int firstRow, int lastRow, int firstColumn, int lastColumn)
    {
        float* a = frame.Floats(_p.A) + (batch * _p.ABatchStride) + (firstRow * _aRow);
        float* b = frame.Floats(_p.B) + (batch * _p.BBatchStride);
        float* product = scratch + (_copyBytes / 4);
        int stride = _plan.ProductStride;
        if (_p.C is Ref to)
        {
            stride = _p.CRowStride;
            product = frame.Floats(to) + (batch * _p.CBatchStride) + ((long)firstRow * stride);
        }

        int rows = lastRow - firstRow;
        if (_p.IsColumn) { Column(scratch, rows, a, b, product, stride); }
        else { Multiply(scratch, rows, firstColumn, lastColumn, a, b, product, stride); }

        int rowInBatch = batch * _p.Rows;
        _p.Epilogue?.Rows(frame, scratch + ((_copyBytes + _productBytes) / 4), rowInBatch + firstRow, rowInBatch + lastRow, product, stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Multiply(float* scratch, int rows, int firstColumn, int lastColumn, float* a, float* b, float* c, int cRow)
    {
        nint bRow = _p.BPacked ? Panel.Columns : _p.BRowStride;
        int first = 0;
        do
        {
            int depth = Math.Min(GemmPlan.DepthBlock, _p.Depth - first);
            float* from = a + (first * _aStep);
            nint aRow = _aRow, aStep = _aStep;
            if (_plan.CopiesA) { from = Copy(from, rows, depth, scratch, out aRow, out aStep); }

            if (rows == 1 && !_p.BPacked)
            {
                Tiles.Row(
                    lastColumn - firstColumn, depth, from, aStep, b + ((long)first * _p.BRowStride) + firstColumn, _p.BRowStride, c + firstColumn, first > 0);
            }
            else
            {
                for (int column = firstColumn; column < lastColumn; column += Panel.Columns)
                {
                    float* panel = b + (_p.BPacked ? ((long)column * _p.Depth) + ((long)first * Panel.Columns) : ((long)first * _p.BRowStride) + column);
                    Tiles.Multiply(rows, Math.Min(Panel.Columns, lastColumn - column), depth, from, aRow, aStep, panel, bRow, c + column, cRow, first > 0);
                }
            }

            first += depth;
        }
        while (first < _p.Depth);
    }

    /// <summary>One column: a dot product for each row, or, with A transposed, a row times the matrix as it is stored.</summary>
    private void Column(float* scratch, int rows, float* a, float* b, float* c, int cRow)
    {
        nint bStep = _p.BPacked ? Panel.Columns : _p.BRowStride;
        if (_dots)
        {
            if (bStep != 1)
            {
                for (int k = 0; k < _p.Depth; k++) { scratch[k] = b[k * bStep]; }
                b = scratch;
            }

            DotProduct.Rows(rows, _p.Depth, a, _aRow, b, c, cRow);
            return;
        }

        float* to = cRow == 1 ? c : scratch;
        int first = 0;
        do
        {
            int depth = Math.Min(GemmPlan.DepthBlock, _p.Depth - first);
            Tiles.Row(rows, depth, b + (first * bStep), bStep, a + (first * _aStep), _aStep, to, first > 0);
            first += depth;
        }
        while (first < _p.Depth);

        if (to == c) { return; }
        for (int row = 0; row < rows; row++) { c[(long)row * cRow] = to[row]; }
    }

    /// <summary>Copies a block of A, in the order it is stored, to rows that lie close together but not on the same cache sets.</summary>
    private float* Copy(float* a, int rows, int depth, float* to, out nint aRow, out nint aStep)
    {
        (int lines, int length) = _p.ATransposed ? (depth, rows) : (rows, depth);
        nint stride = CopyStride(length);
        for (int line = 0; line < lines; line++)
        {
            Unsafe.CopyBlockUnaligned(to + (line * stride), a + ((long)line * _p.ARowStride), (uint)length * sizeof(float));
        }

        (aRow, aStep) = _p.ATransposed ? ((nint)1, stride) : (stride, 1);
        return to;
    }

    private static int CopyStride(int length) => ((length + 15) / 16 * 16) + 16;
}

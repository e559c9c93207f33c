using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hebb.Tensors;

namespace Hebb.Kernels;

/// <summary>Adds rows into a table of zeros at the places their indices name, one after the other: pieces are runs of columns.</summary>
internal sealed unsafe class ScatterAddKernel : Kernel
{
    private readonly Ref _x, _indices, _y;
    private readonly int _rows, _columns, _count, _columnsOfPiece;
    private readonly DType _indexType;

    /// <summary>A kernel that adds <paramref name="count"/> rows into a table.</summary>
    public ScatterAddKernel(Ref x, Ref indices, Ref y, int rows, int columns, int count, DType indexType)
    {
        (_x, _indices, _y, _rows, _columns, _count, _indexType) = (x, indices, y, rows, columns, count, indexType);
        int pieces = (int)Math.Clamp((long)(count + rows / 4) * columns / 40_000, 1, Math.Max(1, columns / 16));
        _columnsOfPiece = ((columns + pieces - 1) / pieces + 15) / 16 * 16;
        Parts = (columns + _columnsOfPiece - 1) / _columnsOfPiece;
    }

    /// <inheritdoc/>
    public override string Name => $"scatter-add {_count} into {_rows}x{_columns}";

    /// <inheritdoc/>
    public override double Flops => (double)_count * _columns;

    /// <inheritdoc/>
    public override double Bytes => 4.0 * _columns * (3.0 * _count + _rows);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(Frame frame, int part, int worker)
    {
        int first = part * _columnsOfPiece, width = Math.Min(_columnsOfPiece, _columns - first), whole = width & ~15;
        float* x = frame.Floats(_x) + first, y = frame.Floats(_y) + first;
        byte* indices = frame.At(_indices);
        for (int row = 0; row < _rows; row++) { new Span<float>(y + (nint)row * _columns, width).Clear(); }
        for (int i = 0; i < _count; i++, x += _columns)
        {
            float* to = y + (nint)RowIndex.Read(indices, _indexType, i, _rows, Scope) * _columns;
            for (int j = 0; j < whole; j += 16) { (Vector512.Load(to + j) + Vector512.Load(x + j)).Store(to + j); }
            for (int j = whole; j < width; j++) { to[j] += x[j]; }
        }
    }
}

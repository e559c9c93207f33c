using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using V = System.Runtime.Intrinsics.Vector512<float>;

namespace Hebb.Kernels;

/// <summary>A matrix times one column: y = A · b, with an epilogue over the column.</summary>
/// <remarks>
/// Rows in memory are summed in 16 lanes and the lanes in pairs; columns in memory in four interleaved sums over k. Both orders depend on the
/// shape alone.
/// </remarks>
internal sealed unsafe class MatVecKernel : Kernel
{
    private const double PieceFlops = 5e5;

    private readonly int _m, _k, _rowsOfPiece;
    private readonly Ref _a, _b;
    private readonly Ref? _y;
    private readonly bool _transposeA;
    private readonly Epilogue? _epilogue;

    /// <summary>A product of m × k by a column of k.</summary>
    public MatVecKernel(int m, int k, Ref a, Ref b, Ref? y, bool transposeA, Epilogue? epilogue)
    {
        (_m, _k, _a, _b, _y, _transposeA, _epilogue) = (m, k, a, b, y, transposeA, epilogue);
        int pieces = (int)Math.Clamp(2.0 * m * k / PieceFlops, 1, 64);
        _rowsOfPiece = ((m + pieces - 1) / pieces + 15) / 16 * 16;
        Parts = (m + _rowsOfPiece - 1) / _rowsOfPiece;
        ScratchBytes = (long)_rowsOfPiece * sizeof(float) + (epilogue?.ScratchBytes ?? 0);
    }

    /// <inheritdoc/>
    public override string Name => $"matvec {_m}x{_k}{(_transposeA ? " tA" : "")}{(_epilogue is ChainRunner runner ? $" then {runner.Chain}" : "")}";

    /// <inheritdoc/>
    public override double Flops => 2.0 * _m * _k + (_epilogue is ChainRunner runner ? (double)_m * runner.Chain.Code.Length : 0);

    /// <inheritdoc/>
    public override double Bytes => 4.0 * ((double)_m * _k + _k + _m);

    /// <inheritdoc/>
    public override void Run(Frame frame, int part, int worker)
    {
        int first = part * _rowsOfPiece, end = Math.Min(_m, first + _rowsOfPiece);
        float* product = frame.Scratch(worker), a = frame.Floats(_a), b = frame.Floats(_b);
        if (_transposeA) { Columns(a + first, b, product, end - first); }
        else { Rows(a + (nint)first * _k, b, product, end - first); }
        if (_y is { } y) { new ReadOnlySpan<float>(product, end - first).CopyTo(new(frame.Floats(y) + first, end - first)); }
        _epilogue?.Block(frame, product + _rowsOfPiece, (first, end), (0, 1), product, 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Rows(float* a, float* b, float* y, int rows)
    {
        int whole = _k & ~15, left = _k - whole;
        V lastB = left > 0 ? VectorAccess.LoadFirst(b + whole, left) : default;
        for (int row = 0; row < rows; row++, a += _k)
        {
            V sum = V.Zero;
            for (int k = 0; k < whole; k += 16) { sum = Vector512.FusedMultiplyAdd(Vector512.Load(a + k), Vector512.Load(b + k), sum); }
            if (left > 0) { sum = Vector512.FusedMultiplyAdd(VectorAccess.LoadFirst(a + whole, left), lastB, sum); }
            y[row] = Lanes.Sum(sum);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Columns(float* a, float* b, float* y, int rows)
    {
        for (int row = 0; row < rows; row += 16)
        {
            int count = Math.Min(16, rows - row);
            V s0 = V.Zero, s1 = V.Zero, s2 = V.Zero, s3 = V.Zero;
            float* x = a + row;
            int k = 0;
            if (count == 16)
            {
                for (; k + 4 <= _k; k += 4, x += 4 * (nint)_m)
                {
                    s0 = Vector512.FusedMultiplyAdd(Vector512.Load(x), Vector512.Create(b[k]), s0);
                    s1 = Vector512.FusedMultiplyAdd(Vector512.Load(x + _m), Vector512.Create(b[k + 1]), s1);
                    s2 = Vector512.FusedMultiplyAdd(Vector512.Load(x + 2 * (nint)_m), Vector512.Create(b[k + 2]), s2);
                    s3 = Vector512.FusedMultiplyAdd(Vector512.Load(x + 3 * (nint)_m), Vector512.Create(b[k + 3]), s3);
                }
            }
            else
            {
                for (; k + 4 <= _k; k += 4, x += 4 * (nint)_m)
                {
                    s0 = Vector512.FusedMultiplyAdd(VectorAccess.LoadFirst(x, count), Vector512.Create(b[k]), s0);
                    s1 = Vector512.FusedMultiplyAdd(VectorAccess.LoadFirst(x + _m, count), Vector512.Create(b[k + 1]), s1);
                    s2 = Vector512.FusedMultiplyAdd(VectorAccess.LoadFirst(x + 2 * (nint)_m, count), Vector512.Create(b[k + 2]), s2);
                    s3 = Vector512.FusedMultiplyAdd(VectorAccess.LoadFirst(x + 3 * (nint)_m, count), Vector512.Create(b[k + 3]), s3);
                }
            }

            for (; k < _k; k++, x += _m) { s0 = Vector512.FusedMultiplyAdd(VectorAccess.LoadFirst(x, count), Vector512.Create(b[k]), s0); }
            VectorAccess.StoreFirst(y + row, (s0 + s1) + (s2 + s3), count);
        }
    }
}

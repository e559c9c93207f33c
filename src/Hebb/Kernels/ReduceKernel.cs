using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hebb.Ops;
using V = System.Runtime.Intrinsics.Vector512<float>;

namespace Hebb.Kernels;

/// <summary>Combines floats along the middle axis of (outer, length, inner).</summary>
/// <remarks>
/// The order is fixed by the shape: blocks of 4096 elements along a row (of 128 rows where rows are added up) are combined one after the other
/// in 16 lanes, their results in pairs. Better rounding than one running sum, and the same bits for any number of threads.
/// </remarks>
internal sealed unsafe class ReduceKernel : Kernel
{
    private const int PieceSize = 1 << 17;
    private const int RowBlock = 4096;
    private const int ColumnBlock = 128;

    private readonly Reduction _kind;
    private readonly int _outer, _length, _inner, _step;
    private readonly bool _splitsInner;
    private readonly Ref _x, _y;

    /// <summary>A reduction of <paramref name="x"/> (outer, length, inner) to <paramref name="y"/> (outer, inner).</summary>
    public ReduceKernel(Reduction kind, int outer, int length, int inner, Ref x, Ref y)
    {
        (_kind, _outer, _length, _inner, _x, _y) = (kind, outer, length, inner, x, y);
        long size = (long)outer * length * inner;
        _splitsInner = outer == 1 && inner > 1;
        int extent = _splitsInner ? inner : outer;
        int pieces = (int)Math.Clamp(size / PieceSize, 1, 64);
        _step = (extent + pieces - 1) / pieces;
        if (_splitsInner) { _step = (_step + 15) / 16 * 16; }
        Parts = Math.Max(1, (extent + _step - 1) / Math.Max(1, _step));
    }

    /// <inheritdoc/>
    public override string Name => $"{_kind} over {_outer}x[{_length}]x{_inner}";

    /// <inheritdoc/>
    public override double Flops => (double)_outer * _length * _inner;

    /// <inheritdoc/>
    public override double Bytes => 4.0 * _outer * _inner * (_length + 1);

    /// <inheritdoc/>
    public override void Run(Frame frame, int part, int worker)
    {
        float* x = frame.Floats(_x), y = frame.Floats(_y);
        int first = part * _step;
        (int outerFirst, int outerEnd) = _splitsInner ? (0, 1) : (first, Math.Min(_outer, first + _step));
        (int innerFirst, int innerEnd) = _splitsInner ? (first, Math.Min(_inner, first + _step)) : (0, _inner);
        switch (_kind)
        {
            case Reduction.Sum: Reduce<Adding>(x, y, outerFirst, outerEnd, innerFirst, innerEnd); break;
            case Reduction.Product: Reduce<Multiplying>(x, y, outerFirst, outerEnd, innerFirst, innerEnd); break;
            case Reduction.Max: Reduce<Larger>(x, y, outerFirst, outerEnd, innerFirst, innerEnd); break;
            default: Reduce<Smaller>(x, y, outerFirst, outerEnd, innerFirst, innerEnd); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Reduce<T>(float* x, float* y, int outerFirst, int outerEnd, int innerFirst, int innerEnd) where T : struct, ICombine
    {
        for (int o = outerFirst; o < outerEnd; o++)
        {
            float* block = x + (nint)o * _length * _inner;
            if (_inner == 1)
            {
                y[o] = Row<T>(block, _length);
                continue;
            }

            for (int i = innerFirst; i < innerEnd; i += 16)
            {
                int count = Math.Min(16, innerEnd - i);
                VectorAccess.StoreFirst(y + (nint)o * _inner + i, Column<T>(block + i, 0, _length, count), count);
            }
        }
    }

    /// <summary>A row: four running vectors a block, blocks in pairs.</summary>
    private static float Row<T>(float* x, int length) where T : struct, ICombine
    {
        if (length > RowBlock)
        {
            int half = (length / RowBlock + 1) / 2 * RowBlock;
            return T.Combine(Row<T>(x, half), Row<T>(x + half, length - half));
        }

        V identity = Vector512.Create(T.Identity);
        V s0 = identity, s1 = identity, s2 = identity, s3 = identity;
        int k = 0;
        for (; k + 64 <= length; k += 64)
        {
            s0 = T.Combine(s0, Vector512.Load(x + k));
            s1 = T.Combine(s1, Vector512.Load(x + k + 16));
            s2 = T.Combine(s2, Vector512.Load(x + k + 32));
            s3 = T.Combine(s3, Vector512.Load(x + k + 48));
        }

        for (; k + 16 <= length; k += 16) { s0 = T.Combine(s0, Vector512.Load(x + k)); }
        if (k < length)
        {
            V mask = VectorAccess.FirstMask(length - k);
            s1 = T.Combine(s1, Vector512.ConditionalSelect(mask, VectorAccess.LoadFirst(x + k, length - k), identity));
        }

        return T.Lanes(T.Combine(T.Combine(s0, s1), T.Combine(s2, s3)));
    }

    /// <summary>Sixteen columns: rows one after the other in blocks, blocks in pairs.</summary>
    private V Column<T>(float* x, int first, int length, int count) where T : struct, ICombine
    {
        if (length > ColumnBlock)
        {
            int half = (length / ColumnBlock + 1) / 2 * ColumnBlock;
            return T.Combine(Column<T>(x, first, half, count), Column<T>(x, first + half, length - half, count));
        }

        float* row = x + (nint)first * _inner;
        V s0 = Vector512.Create(T.Identity), s1 = s0;
        int k = 0;
        if (count == 16)
        {
            for (; k + 2 <= length; k += 2, row += 2 * (nint)_inner)
            {
                s0 = T.Combine(s0, Vector512.Load(row));
                s1 = T.Combine(s1, Vector512.Load(row + _inner));
            }
        }
        else
        {
            for (; k + 2 <= length; k += 2, row += 2 * (nint)_inner)
            {
                s0 = T.Combine(s0, VectorAccess.LoadFirst(row, count));
                s1 = T.Combine(s1, VectorAccess.LoadFirst(row + _inner, count));
            }
        }

        if (k < length) { s0 = T.Combine(s0, VectorAccess.LoadFirst(row, count)); }
        return T.Combine(s0, s1);
    }

    private interface ICombine
    {
        static abstract float Identity { get; }

        static abstract V Combine(V a, V b);

        static abstract float Combine(float a, float b);

        static abstract float Lanes(V v);
    }

    private readonly struct Adding : ICombine
    {
        public static float Identity => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Combine(V a, V b) => a + b;

        public static float Combine(float a, float b) => a + b;

        public static float Lanes(V v) => Kernels.Lanes.Sum(v);
    }

    private readonly struct Multiplying : ICombine
    {
        public static float Identity => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Combine(V a, V b) => a * b;

        public static float Combine(float a, float b) => a * b;

        public static float Lanes(V v) => Kernels.Lanes.Product(v);
    }

    private readonly struct Larger : ICombine
    {
        public static float Identity => float.NegativeInfinity;

        [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Combine(V a, V b) => Vector512.Max(a, b);

        public static float Combine(float a, float b) => MathF.Max(a, b);

        public static float Lanes(V v) => Kernels.Lanes.Max(v);
    }

    private readonly struct Smaller : ICombine
    {
        public static float Identity => float.PositiveInfinity;

        [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Combine(V a, V b) => Vector512.Min(a, b);

        public static float Combine(float a, float b) => MathF.Min(a, b);

        public static float Lanes(V v) => Kernels.Lanes.Min(v);
    }
}

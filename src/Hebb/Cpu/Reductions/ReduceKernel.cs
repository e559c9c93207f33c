using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hebb.Cpu.Running;
using Hebb.Cpu.Vectors;
using Hebb.Ops;

namespace Hebb.Cpu.Reductions;

/// <summary>Combines the elements along the middle axis of a contiguous float array (outer, length, inner) to (outer, inner).</summary>
/// <remarks>
/// The order is fixed by the shape. Along the axis, blocks of <see cref="BlockRows"/> elements (<see cref="BlockElements"/> where the
/// axis is the innermost one) are combined one after another; neighboring blocks are then combined in pairs, these in pairs again,
/// and so on, so that rounding errors grow with the logarithm of the length. In a block of the innermost axis, element i goes to
/// the i mod 64-th of 64 sums.
/// </remarks>
internal sealed unsafe class ReduceKernel : Kernel
{
    /// <summary>Elements combined one after another where neighbors along the axis lie apart.</summary>
    public const int BlockRows = 64;

    /// <summary>Elements in a block where the axis is the innermost one.</summary>
    public const int BlockElements = 1024;

    private const double PartElements = 64e3;

    /// <summary>Columns reduced together: four vectors.</summary>
    private const int Strip = 64;

    /// <summary>More levels of pairs than an axis can have.</summary>
    private const int Levels = 32;

    private readonly Reduction _kind;
    private readonly int _outer;
    private readonly int _length;
    private readonly int _inner;
    private readonly int _unitsPerPart;

    /// <summary>A kernel for an array of this shape.</summary>
    public ReduceKernel(Reduction kind, int outer, int length, int inner)
    {
        (_kind, _outer, _length, _inner) = (kind, outer, length, inner);
        long units = Units;
        int parts = (int)Math.Clamp((double)outer * length * inner / PartElements, 1, Math.Clamp(units, 1, 64));
        _unitsPerPart = checked((int)Math.Max(1, (units + parts - 1) / parts));
        Parts = (int)Math.Max(1, (units + _unitsPerPart - 1) / _unitsPerPart);
        if (inner > 1) { ScratchBytes = Levels * Strip * sizeof(float); }
    }

    /// <summary>Where the array is.</summary>
    public required Ref From { get; init; }

    /// <summary>Where the result goes.</summary>
    public required Ref To { get; init; }

    /// <inheritdoc/>
    public override string Name => $"reduce {_kind} {_outer}x{_length}x{_inner}";

    /// <inheritdoc/>
    public override double Flops => (double)_outer * _length * _inner;

    /// <inheritdoc/>
    public override double Bytes => 4.0 * _outer * _inner * (_length + 1.0);

    private int Strips => (_inner + Strip - 1) / Strip;

    private long Units => _inner == 1 ? _outer : (long)_outer * Strips;

    /// <inheritdoc/>
    public override void Run(Frame frame, int part, int worker)
    {
        switch (_kind)
        {
            case Reduction.Sum: Reduce<Reducers.Sum>(frame, part, worker); break;
            case Reduction.Product: Reduce<Reducers.Product>(frame, part, worker); break;
            case Reduction.Max: Reduce<Reducers.Max>(frame, part, worker); break;
            default: Reduce<Reducers.Min>(frame, part, worker); break;
        }
    }

    private void Reduce<T>(Frame frame, int part, int worker) where T : struct, IReduction
    {
        float* from = frame.Floats(From), to = frame.Floats(To);
        long last = Math.Min((part + 1L) * _unitsPerPart, Units);
        for (long unit = (long)part * _unitsPerPart; unit < last; unit++)
        {
            if (_inner == 1)
            {
                to[unit] = Line<T>(from + (unit * _length), _length);
                continue;
            }

            (long outer, long strip) = Math.DivRem(unit, Strips);
            int column = (int)strip * Strip;
            Columns<T>(from + (outer * _length * _inner) + column, to + (outer * _inner) + column, Math.Min(Strip, _inner - column), frame.Scratch(worker));
        }
    }

    /// <summary>Combines a contiguous line; a binary counter of finished blocks pairs equals with equals.</summary>
    private static float Line<T>(float* from, int length) where T : struct, IReduction
    {
        if (length <= BlockElements) { return Block<T>(from, length); }
        float* levels = stackalloc float[Levels];
        int blocks = 0;
        for (int i = 0; i < length; i += BlockElements)
        {
            float value = Block<T>(from + i, Math.Min(BlockElements, length - i));
            int level = 0;
            for (int bits = blocks++; (bits & 1) != 0; bits >>= 1) { value = T.Combine(levels[level++], value); }
            levels[level] = value;
        }

        int lowest = int.TrailingZeroCount(blocks);
        float result = levels[lowest];
        for (int level = lowest + 1; blocks >> level != 0; level++)
        {
            if ((blocks >> level & 1) != 0) { result = T.Combine(levels[level], result); }
        }

        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Block<T>(float* from, int length) where T : struct, IReduction
    {
        Vector512<float> identity = Vector512.Create(T.Identity);
        Vector512<float> s0 = identity, s1 = identity, s2 = identity, s3 = identity;
        int i = 0;
        for (; i + 64 <= length; i += 64)
        {
            s0 = T.Combine(s0, Vector512.Load(from + i));
            s1 = T.Combine(s1, Vector512.Load(from + i + 16));
            s2 = T.Combine(s2, Vector512.Load(from + i + 32));
            s3 = T.Combine(s3, Vector512.Load(from + i + 48));
        }

        if (i < length)
        {
            s0 = T.Combine(s0, First(from + i, length - i, identity));
            s1 = T.Combine(s1, First(from + i + 16, length - i - 16, identity));
            s2 = T.Combine(s2, First(from + i + 32, length - i - 32, identity));
            s3 = T.Combine(s3, First(from + i + 48, length - i - 48, identity));
        }

        Vector512<float> sum = T.Combine(T.Combine(s0, s1), T.Combine(s2, s3));
        float* lanes = stackalloc float[16];
        sum.Store(lanes);
        for (int half = 8; half > 0; half /= 2)
        {
            for (int lane = 0; lane < half; lane++) { lanes[lane] = T.Combine(lanes[lane], lanes[lane + half]); }
        }

        return lanes[0];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> First(float* from, int count, Vector512<float> others) => count <= 0
        ? others
        : Vector512.ConditionalSelect(VectorAccess.FirstMask(count), Vector512.Load(from), others);

    /// <summary>Combines up to 64 columns; as <see cref="Line{T}"/> for all of them at once.</summary>
    private void Columns<T>(float* from, float* to, int columns, float* levels) where T : struct, IReduction
    {
        int blocks = 0;
        float* value = stackalloc float[Strip];
        for (int row = 0; row < _length; row += BlockRows)
        {
            BlockOfRows<T>(from + ((long)row * _inner), Math.Min(BlockRows, _length - row), columns, value);
            int level = 0;
            for (int bits = blocks++; (bits & 1) != 0; bits >>= 1) { Pair<T>(levels + (level++ * Strip), value); }
            new Span<float>(value, Strip).CopyTo(new(levels + (level * Strip), Strip));
        }

        if (blocks == 0)
        {
            new Span<float>(to, columns).Fill(T.Identity);
            return;
        }

        int lowest = int.TrailingZeroCount(blocks);
        float* result = levels + (lowest * Strip);
        for (int level = lowest + 1; blocks >> level != 0; level++)
        {
            if ((blocks >> level & 1) != 0) { Pair<T>(levels + (level * Strip), result); }
        }

        new Span<float>(result, columns).CopyTo(new(to, columns));
    }

    /// <summary>second = first combined with second.</summary>
    private static void Pair<T>(float* first, float* second) where T : struct, IReduction
    {
        for (int i = 0; i < Strip; i += 16) { T.Combine(Vector512.Load(first + i), Vector512.Load(second + i)).Store(second + i); }
    }

    /// <summary>Whole vectors of columns are read, up to 60 bytes too many; what the extra lanes hold is never used.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void BlockOfRows<T>(float* from, int rows, int columns, float* to) where T : struct, IReduction
    {
        Vector512<float> s0 = Vector512.Create(T.Identity), s1 = s0, s2 = s0, s3 = s0;
        int vectors = (columns + 15) / 16;
        for (; rows > 0; rows--, from += _inner)
        {
            s0 = T.Combine(s0, Vector512.Load(from));
            if (vectors > 1) { s1 = T.Combine(s1, Vector512.Load(from + 16)); }
            if (vectors > 2) { s2 = T.Combine(s2, Vector512.Load(from + 32)); }
            if (vectors > 3) { s3 = T.Combine(s3, Vector512.Load(from + 48)); }
        }

        s0.Store(to);
        s1.Store(to + 16);
        s2.Store(to + 32);
        s3.Store(to + 48);
    }
}

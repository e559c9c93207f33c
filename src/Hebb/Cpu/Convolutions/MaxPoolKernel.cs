using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hebb.Cpu.Running;
using Hebb.Cpu.Vectors;
using Hebb.Ops;
using V = System.Runtime.Intrinsics.Vector512<float>;

namespace Hebb.Cpu.Convolutions;

/// <summary>Max-pooling and its adjoint: for each window and channel the cell where the selector is largest; the first of equals, NaN above all.</summary>
internal sealed unsafe class MaxPoolKernel : WindowKernel
{
    private readonly bool _returns;
    private readonly int _perPart;

    /// <summary>A kernel over an array (batch, depth, height, width, channels).</summary>
    /// <param name="windows">The windows.</param>
    /// <param name="x">The array's extents.</param>
    /// <param name="returns">Whether values are added to the cells they would be picked from, instead of picked.</param>
    public MaxPoolKernel(Windows windows, ReadOnlySpan<int> x, bool returns) : base(windows, x)
    {
        // Windows overlap, so that a whole row of the batch is one piece when values return.
        _returns = returns;
        int extent = returns ? Batch : Batch * LinesOfRow, parts = PartsOf(extent);
        _perPart = (extent + parts - 1) / parts;
        Parts = (extent + _perPart - 1) / _perPart;
        ScratchBytes = Tensors.Storage.Round(Taps * (sizeof(long) + sizeof(int)));
    }

    /// <summary>Where the selector is: an array.</summary>
    public required Ref Selector { get; init; }

    /// <summary>Where the values are: an array like the selector, or, when they return, one for each window.</summary>
    public required Ref Values { get; init; }

    /// <summary>Where the result goes.</summary>
    public required Ref To { get; init; }

    /// <inheritdoc/>
    public override string Name => $"{(_returns ? "return to" : Selector == Values ? "largest of" : "pick from")} {Text}";

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(Frame frame, int part, int worker)
    {
        long* cells = (long*)frame.Scratch(worker);
        int* taps = (int*)(cells + Taps);
        float* selector = frame.Floats(Selector), values = frame.Floats(Values), to = frame.Floats(To);
        int first = part * _perPart, end = Math.Min(first + _perPart, _returns ? Batch : Batch * LinesOfRow);
        if (_returns)
        {
            long row = CellsOfRow * Channels;
            for (int i = first; i < end; i++) { new Span<float>(to + (i * row), checked((int)row)).Clear(); }
            (first, end) = (first * LinesOfRow, end * LinesOfRow);
        }

        for (int line = first; line < end; line++)
        {
            for (int wide = 0; wide < PositionsWide; wide++)
            {
                int count = Under(line, wide, cells, taps);
                for (int i = 0; i < count; i++) { cells[i] *= Channels; }
                long window = (((long)line * PositionsWide) + wide) * Channels;
                for (int c = 0; c < Channels; c += 16)
                {
                    if (_returns) { Return(selector + c, values + window + c, to + c, cells, count, Math.Min(16, Channels - c)); }
                    else { Pick(selector + c, values + c, to + window + c, cells, count, Math.Min(16, Channels - c)); }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Load(float* from, int channels) => channels == 16 ? Vector512.Load(from) : VectorAccess.LoadFirst(from, channels);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(V value, float* to, int channels)
    {
        if (channels == 16) { value.Store(to); }
        else { VectorAccess.StoreFirst(to, value, channels); }
    }

    /// <summary>Where a candidate replaces the best so far.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Better(V candidate, V best) =>
        Vector512.GreaterThan(candidate, best) | Vector512.AndNot(Vector512.Equals(best, best), Vector512.Equals(candidate, candidate));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pick(float* selector, float* values, float* to, long* cells, int count, int channels)
    {
        V best = Load(selector + cells[0], channels), value = Load(values + cells[0], channels);
        for (int i = 1; i < count; i++)
        {
            V candidate = Load(selector + cells[i], channels), better = Better(candidate, best);
            best = Vector512.ConditionalSelect(better, candidate, best);
            value = Vector512.ConditionalSelect(better, Load(values + cells[i], channels), value);
        }

        Store(value, to, channels);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Return(float* selector, float* values, float* to, long* cells, int count, int channels)
    {
        V best = Load(selector + cells[0], channels), value = Load(values, channels);
        Vector512<int> picked = Vector512<int>.Zero;
        for (int i = 1; i < count; i++)
        {
            V candidate = Load(selector + cells[i], channels), better = Better(candidate, best);
            best = Vector512.ConditionalSelect(better, candidate, best);
            picked = Vector512.ConditionalSelect(better.AsInt32(), Vector512.Create(i), picked);
        }

        for (int i = 0; i < count; i++)
        {
            V mine = Vector512.Equals(picked, Vector512.Create(i)).AsSingle() & value;
            Store(Load(to + cells[i], channels) + mine, to + cells[i], channels);
        }
    }
}

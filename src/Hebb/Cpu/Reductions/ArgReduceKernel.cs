using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hebb.Cpu.Running;

namespace Hebb.Cpu.Reductions;

/// <summary>The position (Int32) of the largest or smallest element along the middle axis of a contiguous float array (outer, length, inner).</summary>
/// <remarks>
/// The first of equals wins. NaN is neither larger nor smaller than anything: it is found only where it is the first element, and
/// then nothing replaces it.
/// </remarks>
internal sealed unsafe class ArgReduceKernel : Kernel
{
    private const double PartElements = 32e3;
    private readonly bool _smallest;
    private readonly int _outer;
    private readonly int _length;
    private readonly int _inner;
    private readonly int _perPart;

    /// <summary>A kernel for an array of this shape, whose middle axis is not empty.</summary>
    public ArgReduceKernel(bool smallest, int outer, int length, int inner)
    {
        (_smallest, _outer, _length, _inner) = (smallest, outer, length, inner);
        int parts = (int)Math.Clamp((double)outer * length * inner / PartElements, 1, Math.Clamp(outer, 1, 64));
        _perPart = Math.Max(1, (outer + parts - 1) / parts);
        Parts = Math.Max(1, (outer + _perPart - 1) / _perPart);
    }

    /// <summary>Where the array is.</summary>
    public required Ref From { get; init; }

    /// <summary>Where the positions go.</summary>
    public required Ref To { get; init; }

    /// <inheritdoc/>
    public override string Name => $"{(_smallest ? "argmin" : "argmax")} {_outer}x{_length}x{_inner}";

    /// <inheritdoc/>
    public override double Bytes => 4.0 * _outer * _inner * (_length + 1.0);

    /// <inheritdoc/>
    public override void Run(Frame frame, int part, int worker)
    {
        float* from = frame.Floats(From);
        int* to = (int*)frame.At(To);
        int last = Math.Min((part + 1) * _perPart, _outer);
        for (int outer = part * _perPart; outer < last; outer++)
        {
            float* start = from + ((long)outer * _length * _inner);
            int* result = to + ((long)outer * _inner);
            if (_inner == 1) { *result = Line(start); }
            else { Columns(start, result); }
        }
    }

    /// <summary>Each lane keeps the first of its best; the best lane wins, the first position among equals.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Line(float* from)
    {
        float first = from[0];
        if (float.IsNaN(first)) { return 0; }
        Vector512<float> best = Vector512.Create(first), sign = Vector512.Create(_smallest ? -0f : 0f);
        best ^= sign;
        Vector512<int> at = default, position = Vector512<int>.Indices;
        for (int i = 0; i < _length; i += 16, position += Vector512.Create(16))
        {
            Vector512<float> x = Vector512.Load(from + i) ^ sign;
            Vector512<float> better = Vector512.GreaterThan(x, best);
            if (i + 16 > _length) { better &= Vector512.LessThan(position, Vector512.Create(_length)).AsSingle(); }
            best = Vector512.ConditionalSelect(better, x, best);
            at = Vector512.ConditionalSelect(better.AsInt32(), position, at);
        }

        (float value, int result) = (best[0], at[0]);
        for (int lane = 1; lane < 16; lane++)
        {
            float candidate = best[lane];
            if (candidate > value || (candidate == value && at[lane] < result)) { (value, result) = (candidate, at[lane]); }
        }

        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Columns(float* from, int* to)
    {
        Vector512<float> sign = Vector512.Create(_smallest ? -0f : 0f);
        for (int column = 0; column < _inner; column += 16)
        {
            Vector512<float> best = Vector512.Load(from + column) ^ sign;
            Vector512<int> at = default;
            for (int i = 1; i < _length; i++)
            {
                Vector512<float> x = Vector512.Load(from + ((long)i * _inner) + column) ^ sign;
                Vector512<float> better = Vector512.GreaterThan(x, best);
                best = Vector512.ConditionalSelect(better, x, best);
                at = Vector512.ConditionalSelect(better.AsInt32(), Vector512.Create(i), at);
            }

            if (column + 16 <= _inner) { at.Store(to + column); }
            else
            {
                for (int lane = 0; lane < _inner - column; lane++) { to[column + lane] = at[lane]; }
            }
        }
    }
}

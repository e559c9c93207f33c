using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hebb.Cpu.Running;
using Hebb.Ops;

namespace Hebb.Cpu.Convolutions;

/// <summary>
/// The gradient of a depthwise convolution with respect to its filters: dw[tap, c] = Σ over positions of x[cell, c] · dy[position, c]. Each line of positions
/// gives a sum; these are added in ascending order.
/// </summary>
internal sealed unsafe class DepthwiseFilterKernel : WindowKernel
{
    /// <summary>Channels summed up together.</summary>
    private const int Strip = 64;

    private readonly int _strips;

    /// <summary>A kernel over an array (batch, depth, height, width, channels).</summary>
    public DepthwiseFilterKernel(Windows windows, ReadOnlySpan<int> x) : base(windows, x)
    {
        _strips = (Channels + Strip - 1) / Strip;
        Parts = _strips;
        ScratchBytes = Tensors.Storage.Round(Taps * (sizeof(long) + sizeof(int) + (Strip * sizeof(float))));
    }

    /// <summary>Where the array is.</summary>
    public required Ref From { get; init; }

    /// <summary>Where the gradient of the result is.</summary>
    public required Ref Outer { get; init; }

    /// <summary>Where the result goes: (taps, channels).</summary>
    public required Ref To { get; init; }

    /// <inheritdoc/>
    public override string Name => $"filter gradient of depthwise convolution {Text}";

    /// <inheritdoc/>
    public override double Flops => 2.0 * Batch * LinesOfRow * PositionsWide * Channels * Taps;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(Frame frame, int part, int worker)
    {
        float* sums = frame.Scratch(worker);
        long* cells = (long*)(sums + (Taps * Strip));
        int* taps = (int*)(cells + Taps);
        int first = part * Strip, channels = Math.Min(Strip, Channels - first);
        float* x = frame.Floats(From) + first, dy = frame.Floats(Outer) + first, dw = frame.Floats(To) + first;
        for (int tap = 0; tap < Taps; tap++) { new Span<float>(dw + ((long)tap * Channels), channels).Clear(); }
        for (int line = 0; line < Batch * LinesOfRow; line++)
        {
            new Span<float>(sums, Taps * Strip).Clear();
            for (int wide = 0; wide < PositionsWide; wide++, dy += Channels)
            {
                int count = Under(line, wide, cells, taps);
                for (int i = 0; i < count; i++) { MultiplyAdd(x + (cells[i] * Channels), dy, sums + (taps[i] * Strip), channels); }
            }

            for (int tap = 0; tap < Taps; tap++) { Add(sums + (tap * Strip), dw + ((long)tap * Channels), channels); }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAdd(float* a, float* b, float* sum, int count)
    {
        int i = 0;
        for (; i <= count - 16; i += 16) { Vector512.FusedMultiplyAdd(Vector512.Load(a + i), Vector512.Load(b + i), Vector512.Load(sum + i)).Store(sum + i); }
        for (; i < count; i++) { sum[i] = MathF.FusedMultiplyAdd(a[i], b[i], sum[i]); }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(float* from, float* to, int count)
    {
        for (int i = 0; i < count; i++) { to[i] += from[i]; }
    }
}

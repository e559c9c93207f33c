using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hebb.Cpu.Running;
using Hebb.Ops;
using V = System.Runtime.Intrinsics.Vector512<float>;

namespace Hebb.Cpu.Convolutions;

/// <summary>
/// A convolution in which every channel has one filter of its own: y[p, c] = Σ over taps of x[cell, c] · w[tap, c], in the order of the taps.
/// </summary>
internal sealed unsafe class DepthwiseKernel : WindowKernel
{
    private readonly int _linesPerPart;

    /// <summary>A kernel over an array (batch, depth, height, width, channels).</summary>
    public DepthwiseKernel(Windows windows, ReadOnlySpan<int> x) : base(windows, x)
    {
        int lines = Batch * LinesOfRow, parts = PartsOf(lines);
        _linesPerPart = (lines + parts - 1) / parts;
        Parts = (lines + _linesPerPart - 1) / _linesPerPart;
        ScratchBytes = Tensors.Storage.Round(Taps * (sizeof(long) + sizeof(int)));
    }

    /// <summary>Whether every channel has one filter of its own.</summary>
    public static bool Computes(Tensors.Shape filters, int groups) => groups > 1 && filters[3] == 1 && filters[4] == groups;

    /// <summary>Where the array is.</summary>
    public required Ref From { get; init; }

    /// <summary>Where the filters are: (taps, channels).</summary>
    public required Ref Filters { get; init; }

    /// <summary>Where the result goes.</summary>
    public required Ref To { get; init; }

    /// <inheritdoc/>
    public override string Name => $"depthwise convolution {Text}";

    /// <inheritdoc/>
    public override double Flops => 2.0 * Batch * LinesOfRow * PositionsWide * Channels * Taps;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(Frame frame, int part, int worker)
    {
        long* cells = (long*)frame.Scratch(worker);
        int* taps = (int*)(cells + Taps);
        float* x = frame.Floats(From), w = frame.Floats(Filters);
        int first = part * _linesPerPart, end = Math.Min(first + _linesPerPart, Batch * LinesOfRow);
        float* y = frame.Floats(To) + ((long)first * PositionsWide * Channels);
        for (int line = first; line < end; line++)
        {
            for (int wide = 0; wide < PositionsWide; wide++, y += Channels)
            {
                int count = Under(line, wide, cells, taps), c = 0;
                for (; c <= Channels - 16; c += 16)
                {
                    V sum = V.Zero;
                    for (int i = 0; i < count; i++)
                    {
                        sum =
                            Vector512.FusedMultiplyAdd(Vector512.Load(x + (cells[i] * Channels) + c), Vector512.Load(w + ((long)taps[i] * Channels) + c), sum);
                    }

                    sum.Store(y + c);
                }

                for (; c < Channels; c++)
                {
                    float sum = 0;
                    for (int i = 0; i < count; i++) { sum = MathF.FusedMultiplyAdd(x[(cells[i] * Channels) + c], w[((long)taps[i] * Channels) + c], sum); }
                    y[c] = sum;
                }
            }
        }
    }
}

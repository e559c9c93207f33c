using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hebb.Kernels;

/// <summary>Numbers spread evenly over [0, 1), element i a pure function of (key, step, i): Philox4x32-10, sixteen blocks of four at a time.</summary>
internal sealed unsafe class RandomKernel(Ref y, long count, ulong key, Ref step) : RowKernel(checked((int)((count + 63) / 64)), 60)
{
    /// <inheritdoc/>
    public override string Name => $"random {count}";

    /// <inheritdoc/>
    public override double Bytes => 4.0 * count;

    /// <inheritdoc/>
    protected override void RunRows(Frame frame, int first, int end)
    {
        float* to = frame.Floats(y);
        ulong at = *(ulong*)frame.At(step);
        float* last = stackalloc float[64];
        for (int row = first; row < end; row++)
        {
            long left = count - row * 64L;
            if (left >= 64)
            {
                Philox.Uniform64(to + row * 64L, key, at, row * 16L);
                continue;
            }

            Philox.Uniform64(last, key, at, row * 16L);
            for (int i = 0; i < left; i++) { to[row * 64L + i] = last[i]; }
        }
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using V = System.Runtime.Intrinsics.Vector512<float>;

namespace Hebb.Kernels;

/// <summary>max x + ln Σ e^(x − max x) for each row.</summary>
internal sealed unsafe class LogSumExpKernel(Ref x, Ref y, int rows, int columns) : RowKernel(rows, columns)
{
    /// <inheritdoc/>
    public override string Name => $"logsumexp {Rows}x{columns}";

    /// <inheritdoc/>
    public override double Flops => 20.0 * Rows * columns;

    /// <inheritdoc/>
    public override double Bytes => 4.0 * Rows * (columns + 1);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void RunRows(Frame frame, int first, int end)
    {
        float* from = frame.Floats(x) + (nint)first * columns, to = frame.Floats(y);
        int whole = columns & ~15, left = columns - whole;
        for (int row = first; row < end; row++, from += columns)
        {
            float max = RowMath.Max(from, columns);
            V shift = Vector512.Create(max), sum = V.Zero;
            for (int i = 0; i < whole; i += 16) { sum += VectorMath.Exp(Vector512.Load(from + i) - shift); }
            if (left > 0) { sum += VectorMath.Exp(VectorAccess.LoadFirst(from + whole, left) - shift) & VectorAccess.FirstMask(left); }
            to[row] = float.IsInfinity(max) ? max : max + VectorMath.Log(Vector512.Create(Lanes.Sum(sum))).ToScalar();
        }
    }
}

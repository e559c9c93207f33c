using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using V = System.Runtime.Intrinsics.Vector512<float>;

namespace Hebb.Kernels;

/// <summary>e^(x − max x) / Σ e^(x − max x) for each row.</summary>
internal sealed unsafe class SoftmaxKernel(Ref x, Ref y, int rows, int columns) : RowKernel(rows, columns)
{
    /// <inheritdoc/>
    public override string Name => $"softmax {Rows}x{columns}";

    /// <inheritdoc/>
    public override double Flops => 20.0 * Rows * columns;

    /// <inheritdoc/>
    public override double Bytes => 8.0 * Rows * columns;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void RunRows(Frame frame, int first, int end)
    {
        float* from = frame.Floats(x) + (nint)first * columns, to = frame.Floats(y) + (nint)first * columns;
        int whole = columns & ~15, left = columns - whole;
        for (int row = first; row < end; row++, from += columns, to += columns)
        {
            V max = Vector512.Create(RowMath.Max(from, columns)), sum = V.Zero;
            for (int i = 0; i < whole; i += 16)
            {
                V e = VectorMath.Exp(Vector512.Load(from + i) - max);
                e.Store(to + i);
                sum += e;
            }

            if (left > 0)
            {
                V e = VectorMath.Exp(VectorAccess.LoadFirst(from + whole, left) - max) & VectorAccess.FirstMask(left);
                VectorAccess.StoreFirst(to + whole, e, left);
                sum += e;
            }

            V total = Vector512.Create(Lanes.Sum(sum));
            for (int i = 0; i < whole; i += 16) { (Vector512.Load(to + i) / total).Store(to + i); }
            if (left > 0) { VectorAccess.StoreFirst(to + whole, VectorAccess.LoadFirst(to + whole, left) / total, left); }
        }
    }
}

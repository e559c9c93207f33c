namespace Hebb.Kernels;

/// <summary>The index of the largest element along the middle axis of (outer, length, inner); the first of equals.</summary>
internal sealed unsafe class ArgMaxKernel(Ref x, Ref y, int outer, int length, int inner) : RowKernel(outer, (double)length * inner)
{
    /// <inheritdoc/>
    public override string Name => $"argmax over {Rows}x[{length}]x{inner}";

    /// <inheritdoc/>
    public override double Bytes => 4.0 * Rows * inner * (length + 1);

    /// <inheritdoc/>
    protected override void RunRows(Frame frame, int first, int end)
    {
        float* from = frame.Floats(x) + (nint)first * length * inner;
        int* to = (int*)frame.At(y) + (nint)first * inner;
        for (int row = first; row < end; row++, from += (nint)length * inner, to += inner)
        {
            for (int i = 0; i < inner; i++)
            {
                int best = 0;
                for (int k = 1; k < length; k++)
                {
                    if (from[(nint)k * inner + i] > from[(nint)best * inner + i]) { best = k; }
                }

                to[i] = best;
            }
        }
    }
}

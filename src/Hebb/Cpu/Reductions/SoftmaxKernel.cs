namespace Hebb.Cpu.Reductions;

/// <summary>e^x / Σ e^x over the rows of a contiguous float matrix, computed with x − max x, which cannot overflow. It may work in place.</summary>
/// <remarks>A row with NaN or +∞, or one that is −∞ throughout, has no softmax: all of it becomes NaN.</remarks>
internal sealed unsafe class SoftmaxKernel(int rows, int columns) : RowKernel(rows, columns, columns)
{
    /// <inheritdoc/>
    public override string Name => $"softmax {Rows}x{Columns}";

    private protected override void Compute(float* x, float* y, int rows)
    {
        for (int row = 0; row < rows; row++, x += Columns, y += Columns)
        {
            float sum = SoftmaxRow.SumOfExponentials(x, Columns, SoftmaxRow.Max(x, Columns), y);
            SoftmaxRow.Divide(y, Columns, sum);
        }
    }
}

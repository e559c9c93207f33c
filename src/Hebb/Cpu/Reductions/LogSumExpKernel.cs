using System.Runtime.Intrinsics;
using Hebb.Cpu.Vectors;

namespace Hebb.Cpu.Reductions;

/// <summary>
/// ln Σ e^x over the rows of a contiguous float matrix, one number for each, computed as max x + ln Σ e^(x − max x), which cannot overflow.
/// </summary>
/// <remarks>A row that is −∞ throughout gives −∞, one with +∞ gives +∞, one with NaN gives NaN.</remarks>
internal sealed unsafe class LogSumExpKernel(int rows, int columns) : RowKernel(rows, columns, 1)
{
    /// <inheritdoc/>
    public override string Name => $"log-sum-exp {Rows}x{Columns}";

    private protected override void Compute(float* x, float* y, int rows)
    {
        for (int row = 0; row < rows; row++, x += Columns)
        {
            float max = SoftmaxRow.Max(x, Columns);
            y[row] = float.IsFinite(max)
                ? max + VectorMath.Log(Vector512.Create(SoftmaxRow.SumOfExponentials(x, Columns, max, null))).ToScalar()
                : max;
        }
    }
}

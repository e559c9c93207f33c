using System.Runtime.Intrinsics;
using Hebb.Cpu.Running;
using Hebb.Cpu.Vectors;

namespace Hebb.Cpu.Reductions;

/// <summary>ln Σ e^x over the rows of a contiguous float matrix, computed as max x + ln Σ e^(x − max x), which cannot overflow.</summary>
/// <remarks>A row that is −∞ throughout gives −∞, one with +∞ gives +∞, one with NaN gives NaN.</remarks>
internal sealed unsafe class LogSumExpKernel : Kernel
{
    private const double PartElements = 12e3;
    private readonly int _rows;
    private readonly int _columns;
    private readonly int _perPart;

    /// <summary>A kernel for a matrix of this shape.</summary>
    public LogSumExpKernel(int rows, int columns)
    {
        (_rows, _columns) = (rows, columns);
        int parts = (int)Math.Clamp((double)rows * columns / PartElements, 1, Math.Clamp(rows, 1, 64));
        _perPart = Math.Max(1, (rows + parts - 1) / parts);
        Parts = Math.Max(1, (rows + _perPart - 1) / _perPart);
    }

    /// <summary>Where the matrix is.</summary>
    public required Ref From { get; init; }

    /// <summary>Where the result goes: one number for each row.</summary>
    public required Ref To { get; init; }

    /// <inheritdoc/>
    public override string Name => $"log-sum-exp {_rows}x{_columns}";

    /// <inheritdoc/>
    public override double Bytes => 4.0 * _rows * (_columns + 1.0);

    /// <inheritdoc/>
    public override void Run(Frame frame, int part, int worker)
    {
        float* from = frame.Floats(From), to = frame.Floats(To);
        int last = Math.Min((part + 1) * _perPart, _rows);
        for (int row = part * _perPart; row < last; row++)
        {
            float* x = from + ((long)row * _columns);
            float max = SoftmaxRow.Max(x, _columns);
            to[row] = float.IsFinite(max)
                ? max + VectorMath.Log(Vector512.Create(SoftmaxRow.SumOfExponentials(x, _columns, max, null))).ToScalar()
                : max;
        }
    }
}

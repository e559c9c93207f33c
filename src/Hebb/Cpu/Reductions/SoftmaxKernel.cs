using Hebb.Cpu.Running;

namespace Hebb.Cpu.Reductions;

/// <summary>e^x / Σ e^x over the rows of a contiguous float matrix, computed with x − max x, which cannot overflow. It may work in place.</summary>
/// <remarks>A row with NaN or +∞, or one that is −∞ throughout, has no softmax: all of it becomes NaN.</remarks>
internal sealed unsafe class SoftmaxKernel : Kernel
{
    private const double PartElements = 12e3;
    private readonly int _rows;
    private readonly int _columns;
    private readonly int _perPart;

    /// <summary>A kernel for a matrix of this shape.</summary>
    public SoftmaxKernel(int rows, int columns)
    {
        (_rows, _columns) = (rows, columns);
        int parts = (int)Math.Clamp((double)rows * columns / PartElements, 1, Math.Clamp(rows, 1, 64));
        _perPart = Math.Max(1, (rows + parts - 1) / parts);
        Parts = Math.Max(1, (rows + _perPart - 1) / _perPart);
    }

    /// <summary>Where the matrix is.</summary>
    public required Ref From { get; init; }

    /// <summary>Where the result goes; may be <see cref="From"/>.</summary>
    public required Ref To { get; init; }

    /// <inheritdoc/>
    public override string Name => $"softmax {_rows}x{_columns}";

    /// <inheritdoc/>
    public override double Bytes => 8.0 * _rows * _columns;

    /// <inheritdoc/>
    public override void Run(Frame frame, int part, int worker)
    {
        float* from = frame.Floats(From), to = frame.Floats(To);
        int last = Math.Min((part + 1) * _perPart, _rows);
        for (int row = part * _perPart; row < last; row++)
        {
            float* x = from + ((long)row * _columns), y = to + ((long)row * _columns);
            float sum = SoftmaxRow.SumOfExponentials(x, _columns, SoftmaxRow.Max(x, _columns), y);
            SoftmaxRow.Divide(y, _columns, sum);
        }
    }
}

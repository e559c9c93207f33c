using Hebb.Cpu.Running;

namespace Hebb.Cpu.Reductions;

/// <summary>A kernel over the rows of a contiguous float matrix; each part computes some rows.</summary>
internal abstract unsafe class RowKernel : Kernel
{
    private const double PartElements = 12e3;
    private readonly int _rowsOfPart;
    private readonly int _resultColumns;

    /// <summary>A kernel for a matrix of this shape.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="columns">The elements of a row.</param>
    /// <param name="resultColumns">The results of a row.</param>
    private protected RowKernel(int rows, int columns, int resultColumns)
    {
        (Rows, Columns, _resultColumns) = (rows, columns, resultColumns);
        int parts = (int)Math.Clamp((double)rows * columns / PartElements, 1, Math.Clamp(rows, 1, 64));
        _rowsOfPart = Math.Max(1, (rows + parts - 1) / parts);
        Parts = Math.Max(1, (rows + _rowsOfPart - 1) / _rowsOfPart);
    }

    /// <summary>Where the matrix is.</summary>
    public required Ref From { get; init; }

    /// <summary>Where the results go.</summary>
    public required Ref To { get; init; }

    /// <inheritdoc/>
    public sealed override double Bytes => 4.0 * Rows * ((double)Columns + _resultColumns);

    /// <summary>The rows.</summary>
    private protected int Rows { get; }

    /// <summary>The elements of a row.</summary>
    private protected int Columns { get; }

    /// <inheritdoc/>
    public sealed override void Run(Frame frame, int part, int worker)
    {
        int first = part * _rowsOfPart, count = Math.Min(_rowsOfPart, Rows - first);
        Compute(frame.Floats(From) + ((long)first * Columns), frame.Floats(To) + ((long)first * _resultColumns), count);
    }

    /// <summary>Computes some rows.</summary>
    /// <param name="x">The first of them.</param>
    /// <param name="y">The results of the first.</param>
    /// <param name="rows">How many.</param>
    private protected abstract void Compute(float* x, float* y, int rows);
}

namespace Hebb.Kernels;

/// <summary>A computation on each row by itself: pieces are runs of rows.</summary>
internal abstract unsafe class RowKernel : Kernel
{
    private readonly int _rowsOfPiece;

    /// <summary>A kernel over rows.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="workOfRow">About how many nanoseconds a row takes.</param>
    protected RowKernel(int rows, double workOfRow)
    {
        Rows = rows;
        int pieces = (int)Math.Clamp(rows * workOfRow / 10_000, 1, 64);
        _rowsOfPiece = Math.Max(1, (rows + pieces - 1) / pieces);
        Parts = Math.Max(1, (rows + _rowsOfPiece - 1) / _rowsOfPiece);
    }

    /// <summary>The number of rows.</summary>
    protected int Rows { get; }

    /// <inheritdoc/>
    public sealed override void Run(Frame frame, int part, int worker) =>
        RunRows(frame, part * _rowsOfPiece, Math.Min(Rows, (part + 1) * _rowsOfPiece));

    /// <summary>Computes some rows.</summary>
    protected abstract void RunRows(Frame frame, int first, int end);
}

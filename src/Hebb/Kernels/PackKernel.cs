namespace Hebb.Kernels;

/// <summary>Packs the right operand of products into panels: [panel][k][32 columns], zeros beyond the last column.</summary>
internal sealed unsafe class PackKernel : Kernel
{
    private const long PieceSize = 1 << 15;

    private readonly Ref _from, _to;
    private readonly int _depth, _columns, _panelsOfPiece, _panels;
    private readonly bool _transposed;

    /// <summary>A kernel that packs a matrix.</summary>
    /// <param name="from">The matrix: depth × columns, or columns × depth if transposed.</param>
    /// <param name="to">The panels.</param>
    /// <param name="depth">Rows of the operand: k of the product.</param>
    /// <param name="columns">Columns of the operand.</param>
    /// <param name="transposed">Whether the matrix is stored transposed.</param>
    public PackKernel(Ref from, Ref to, int depth, int columns, bool transposed)
    {
        (_from, _to, _depth, _columns, _transposed) = (from, to, depth, columns, transposed);
        _panels = (columns + Panels.Width - 1) / Panels.Width;
        _panelsOfPiece = (int)Math.Clamp(PieceSize / Math.Max(1, (long)depth * Panels.Width), 1, _panels);
        Parts = (_panels + _panelsOfPiece - 1) / _panelsOfPiece;
    }

    /// <inheritdoc/>
    public override string Name => $"pack {_depth}x{_columns}{(_transposed ? " transposed" : "")}";

    /// <inheritdoc/>
    public override double Bytes => 4.0 * _depth * (_columns + _panels * Panels.Width);

    /// <inheritdoc/>
    public override void Run(Frame frame, int part, int worker)
    {
        float* from = frame.Floats(_from), to = frame.Floats(_to);
        int end = Math.Min(_panels, (part + 1) * _panelsOfPiece);
        for (int panel = part * _panelsOfPiece; panel < end; panel++)
        {
            int first = panel * Panels.Width, columns = Math.Min(Panels.Width, _columns - first);
            float* y = to + (nint)panel * _depth * Panels.Width;
            if (_transposed) { Panels.Transpose(from + (nint)first * _depth, _depth, _depth, columns, y, Panels.Width); }
            else { Panels.CopyColumns(from + first, _columns, _depth, columns, y); }
        }
    }
}

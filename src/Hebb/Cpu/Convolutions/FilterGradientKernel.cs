using System.Runtime.CompilerServices;
using Hebb.Cpu.Movement;
using Hebb.Cpu.Products;
using Hebb.Cpu.Running;

namespace Hebb.Cpu.Convolutions;

/// <summary>
/// The gradient of a convolution with respect to its filters: the patches of the array, transposed, times the gradient of the result. The positions are cut
/// into shares, each with a sum of its own, so that many workers find something to do where filters are few: the shares are added up later.
/// </summary>
/// <remarks>
/// The sum of a share is that of one chain of fused multiply-adds for each block of positions, in ascending order; shares and blocks follow from the shapes.
/// </remarks>
internal sealed unsafe class FilterGradientKernel : Kernel
{
    /// <summary>Positions of a block.</summary>
    private const int BlockRows = 144;

    private const double PartFlops = 1e6;

    private const int MostParts = 64;

    /// <summary>Rows of the matrix that a part has at least: each part goes through all positions of its share.</summary>
    private const int LeastRows = 24;

    private readonly Patches _patches;
    private readonly int _groups, _columns, _shares, _blocksPerShare, _rowParts, _rowsPerPart;

    /// <summary>A gradient.</summary>
    /// <param name="windows">The windows.</param>
    /// <param name="x">The array's extents: (batch, depth, height, width, channels).</param>
    /// <param name="from">Where the array is.</param>
    /// <param name="filters">The number of filters, over all groups.</param>
    /// <param name="groups">Groups of channels and filters.</param>
    /// <param name="shares">The number of sums.</param>
    public FilterGradientKernel(Ops.Windows windows, ReadOnlySpan<int> x, Ref from, int filters, int groups, int shares)
    {
        (_groups, _columns, _shares) = (groups, filters / groups, shares);
        _patches = new(windows, x, groups, BlockRows) { From = from };
        _blocksPerShare = (_patches.Blocks + shares - 1) / shares;
        int parts = (int)Math.Clamp(Flops / PartFlops / shares, 1, MostParts / shares + 1);
        _rowParts = Math.Clamp(parts, 1, Math.Max(1, _patches.Columns / LeastRows));
        _rowsPerPart = (_patches.Columns + _rowParts - 1) / _rowParts;
        Parts = shares * _rowParts;
        ScratchBytes = _patches.CopyBytes;
    }

    /// <summary>Where the gradient of the result is.</summary>
    public required Ref Outer { get; init; }

    /// <summary>Where the sums go, one matrix of (taps · channels) rows and all filters after the other.</summary>
    public required Ref To { get; init; }

    /// <summary>The tiles to compute with; tests try them all.</summary>
    public Tiles Tiles { get; init; } = Tiles.Best;

    /// <inheritdoc/>
    public override string Name =>
        $"filters of {_patches}: {(_groups == 1 ? "" : $"{_groups} × ")}{_patches.Columns}x{_columns}x{_patches.Rows}"
        + $"{(_shares == 1 ? "" : $" in {_shares} shares")}";

    /// <inheritdoc/>
    public override double Flops => 2.0 * _patches.Rows * _patches.Columns * _columns * _groups;

    /// <inheritdoc/>
    public override double Bytes => 4.0 * _groups * (((double)_patches.Rows * _columns) + ((double)_shares * _patches.Columns * _columns));

    /// <summary>How many sums are worth while: by the shapes alone.</summary>
    /// <param name="positions">Positions of the window over the whole batch.</param>
    /// <param name="rows">Elements under a window.</param>
    /// <param name="columns">Filters.</param>
    public static int SharesFor(long positions, int rows, int columns)
    {
        const int FewestBlocks = 8;
        const long MostElements = 1 << 19;
        const int EnoughShares = 16;
        long byPositions = positions / (FewestBlocks * BlockRows), byMemory = MostElements / Math.Max(1, (long)rows * columns);
        return (int)Math.Clamp(Math.Min(byPositions, byMemory), 1, EnoughShares);
    }

    /// <inheritdoc/>
    public override void Run(Frame frame, int part, int worker)
    {
        (int share, int rowPart) = Math.DivRem(part, _rowParts);
        int firstRow = rowPart * _rowsPerPart, lastRow = Math.Min(firstRow + _rowsPerPart, _patches.Columns);
        int filters = _groups * _columns;
        float* to = frame.Floats(To) + ((long)share * _patches.Columns * filters), outer = frame.Floats(Outer);
        int first = share * _blocksPerShare, last = Math.Min(first + _blocksPerShare, _patches.Blocks);
        if (first >= last) { new Span<float>(to + ((long)firstRow * filters), (lastRow - firstRow) * filters).Clear(); }
        for (int block = first; block < last; block++)
        {
            (int position, int lines, int wide) = _patches.Block(block);
            for (int group = 0; group < _groups; group++)
            {
                float* cells = _patches.Cells(frame, group, block, frame.Scratch(worker), out PatchLayout layout);
                Multiply(
                    cells, layout, lines * wide, wide, firstRow, lastRow, outer + ((long)position * filters) + (group * _columns), to + (group * _columns),
                    block > first);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Multiply(float* cells, PatchLayout layout, int positions, int wide, int firstRow, int lastRow, float* b, float* c, bool add)
    {
        nint filters = _groups * _columns;
        Runs runs = layout.Positions(wide);
        for (int row = firstRow; row < lastRow;)
        {
            (int run, int inner) = Math.DivRem(row, layout.Run);
            int rows = Math.Min(layout.Run - inner, lastRow - row);
            for (int column = 0; column < _columns; column += Panel.Columns)
            {
                int columns = Math.Min(Panel.Columns, _columns - column);
                Tiles.Multiply(
                    rows, columns, positions, cells + layout.Starts[run] + inner, 1, layout.PositionStep, b + column, filters, c + (row * filters) + column,
                    filters, add, &runs);
            }

            row += rows;
        }
    }
}

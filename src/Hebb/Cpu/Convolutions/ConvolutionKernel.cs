using System.Runtime.CompilerServices;
using Hebb.Cpu.Chains;
using Hebb.Cpu.Movement;
using Hebb.Cpu.Products;
using Hebb.Cpu.Running;

namespace Hebb.Cpu.Convolutions;

/// <summary>A convolution: the patches of an array times the matrix of filters, with an optional epilogue on the rows of the product.</summary>
/// <remarks>
/// An element of the result is defined as in <see cref="GemmKernel"/>: the sum of one chain of fused multiply-adds for each <see cref="GemmPlan.DepthBlock"/>
/// elements under the window, in ascending order. Blocks, threads and vector widths change nothing.
/// </remarks>
internal sealed unsafe class ConvolutionKernel : Kernel
{
    /// <summary>Rows that a block has at most: its cells, and the rows it makes, stay in cache.</summary>
    private const int MostRows = 144;

    /// <summary>Work worth a part of its own.</summary>
    private const double PartFlops = 1e6;

    private const int MostParts = 64;

    private readonly Patches _patches;
    private readonly int _groups, _columns, _blocksPerPart;

    /// <summary>A convolution.</summary>
    /// <param name="windows">The windows.</param>
    /// <param name="x">The array's extents: (batch, depth, height, width, channels).</param>
    /// <param name="from">Where the array is.</param>
    /// <param name="filters">The number of filters, over all groups.</param>
    /// <param name="groups">Groups of channels and filters.</param>
    /// <param name="epilogue">What is done with the rows; for one group only.</param>
    /// <param name="keeps">Whether the product is stored, and not only seen by the epilogue.</param>
    public ConvolutionKernel(Ops.Windows windows, ReadOnlySpan<int> x, Ref from, int filters, int groups, Epilogue? epilogue, bool keeps)
    {
        (_groups, _columns, Epilogue) = (groups, filters / groups, epilogue);
        double flops = 2.0 * x[0] * windows.Depth.Positions(x[1]) * windows.Height.Positions(x[2]) * windows.Width.Positions(x[3]) * windows.Taps
            * (x[4] / groups) * filters;
        int parts = (int)Math.Clamp(flops / PartFlops, 1, MostParts);
        double rows = flops / (2.0 * Math.Max(1, windows.Taps * (x[4] / groups)) * Math.Max(1, filters));
        int most = epilogue is null ? MostRows : (int)Math.Clamp(MostRows * 512L / Math.Max(1, filters), 24, MostRows);
        _patches = new(windows, x, groups, (int)Math.Clamp(rows / parts, 12, most)) { From = from };
        parts = Math.Min(parts, Math.Max(1, _patches.Blocks));
        _blocksPerPart = Math.Max(1, (_patches.Blocks + parts - 1) / parts);
        Parts = Math.Max(1, (_patches.Blocks + _blocksPerPart - 1) / _blocksPerPart);
        ProductBytes = keeps ? 0 : Tensors.Storage.Round(4L * _patches.BlockRows * ProductStride);
        ScratchBytes = _patches.CopyBytes + ProductBytes + (epilogue?.ScratchBytes ?? 0);
        Flops = flops;
    }

    /// <summary>Where the filters are: (taps · channels) rows of all filters, or panels of them as <see cref="PackKernel"/> writes them.</summary>
    public required Ref Filters { get; init; }

    /// <summary>Whether the filters are in panels.</summary>
    public bool Packed { get; init; }

    /// <summary>Where the result goes; null if only the epilogue needs it.</summary>
    public Ref? To { get; init; }

    /// <summary>The tiles to compute with; tests try them all.</summary>
    public Tiles Tiles { get; init; } = Tiles.Best;

    private Epilogue? Epilogue { get; }

    private long ProductBytes { get; }

    private int ProductStride => (_columns + 15) / 16 * 16;

    /// <inheritdoc/>
    public override string Name =>
        $"convolution {_patches}: {(_groups == 1 ? "" : $"{_groups} × ")}{_patches.Rows}x{_columns}x{_patches.Columns}"
        + $"{(Epilogue is null ? "" : $", {Epilogue}")}";

    /// <inheritdoc/>
    public override double Flops { get; }

    /// <inheritdoc/>
    public override double Bytes => 4.0 * _groups * (((double)_patches.Rows * _columns) + ((double)_patches.Columns * _columns));

    /// <inheritdoc/>
    public override void Run(Frame frame, int part, int worker)
    {
        float* scratch = frame.Scratch(worker);
        int last = Math.Min((part + 1) * _blocksPerPart, _patches.Blocks);
        for (int block = part * _blocksPerPart; block < last; block++) { Block(frame, block, scratch); }
    }

    private void Block(Frame frame, int block, float* scratch)
    {
        (int firstRow, int lines, int wide) = _patches.Block(block);
        int stride = To is null ? ProductStride : _groups * _columns;
        float* product = To is Ref to ? frame.Floats(to) + ((long)firstRow * stride) : scratch + (_patches.CopyBytes / 4);
        for (int group = 0; group < _groups; group++)
        {
            float* cells = _patches.Cells(frame, group, block, scratch, out PatchLayout layout);
            Multiply(frame.Floats(Filters) + (group * _columns), cells, layout, lines, wide, product + (group * _columns), stride);
        }

        Epilogue?.Rows(frame, scratch + ((_patches.CopyBytes + ProductBytes) / 4), firstRow, firstRow + (lines * wide), product, stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Multiply(float* b, float* cells, PatchLayout layout, int lines, int wide, float* c, int stride)
    {
        int depth = _patches.Columns;
        nint bRow = Packed ? Panel.Columns : _groups * _columns;
        for (int first = 0; first < depth; first += GemmPlan.DepthBlock)
        {
            int count = Math.Min(GemmPlan.DepthBlock, depth - first);
            float* a = cells + layout.From(first, out Runs runs);
            for (int column = 0; column < _columns; column += Panel.Columns)
            {
                float* panel = b + (Packed ? ((long)column * depth) + ((long)first * Panel.Columns) : (first * bRow) + column);
                int columns = Math.Min(Panel.Columns, _columns - column);
                for (int line = 0; line < lines; line++)
                {
                    Tiles.Multiply(
                        wide, columns, count, a + (line * layout.LineStep), layout.PositionStep, 1, panel, bRow, c + ((long)line * wide * stride) + column,
                        stride, first > 0, &runs);
                }
            }
        }
    }
}

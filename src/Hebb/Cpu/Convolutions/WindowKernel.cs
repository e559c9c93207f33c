using Hebb.Cpu.Running;
using Hebb.Ops;

namespace Hebb.Cpu.Convolutions;

/// <summary>
/// What kernels that look through moving windows, channel by channel, have in common: the lines of positions, and what lies under the taps at each.
/// </summary>
internal abstract unsafe class WindowKernel : Kernel
{
    private const long PartWork = 1 << 17, LargestTable = 1 << 20;
    private readonly Windows _windows;
    private readonly int _depth, _height, _width;
    private readonly int _positionsDeep, _positionsHigh;

    /// <summary>For each position in a line, and each tap, its element, if the table is not too large.</summary>
    private readonly int[] _wide;

    /// <summary>A kernel over an array (batch, depth, height, width, channels).</summary>
    protected WindowKernel(Windows windows, ReadOnlySpan<int> x)
    {
        _windows = windows;
        (Batch, _depth, _height, _width, Channels) = (x[0], x[1], x[2], x[3], x[4]);
        (_positionsDeep, _positionsHigh, PositionsWide) = (windows.Depth.Positions(_depth), windows.Height.Positions(_height), windows.Width.Positions(_width));
        long wide = (long)PositionsWide * windows.Width.Size;
        _wide = wide <= LargestTable ? new int[wide] : [];
        for (int i = 0; i < _wide.Length; i++) { _wide[i] = windows.Width.Element(i / windows.Width.Size, i % windows.Width.Size, _width); }
    }

    /// <summary>Rows of the batch.</summary>
    protected int Batch { get; }

    /// <summary>Channels of a cell.</summary>
    protected int Channels { get; }

    /// <summary>Positions in a line.</summary>
    protected int PositionsWide { get; }

    /// <summary>Lines of positions of one row of the batch.</summary>
    protected int LinesOfRow => _positionsDeep * _positionsHigh;

    /// <summary>Cells of one row of the batch.</summary>
    protected long CellsOfRow => (long)_depth * _height * _width;

    /// <summary>Taps of the window.</summary>
    protected int Taps => _windows.Taps;

    /// <summary>The windows and extents, for listings.</summary>
    protected string Text => $"{Batch}x{_depth}x{_height}x{_width}x{Channels} under {_windows}";

    /// <inheritdoc/>
    public override double Bytes => 4.0 * Batch * Channels * (CellsOfRow + (LinesOfRow * (double)PositionsWide));

    /// <summary>How many pieces of this extent the work falls into.</summary>
    protected int PartsOf(int extent) => (int)Math.Clamp((long)Batch * LinesOfRow * PositionsWide * Channels * Taps / PartWork, 1, Math.Clamp(extent, 1, 64));

    /// <summary>Finds what lies under the window.</summary>
    /// <param name="line">The line of positions, counted over the batch.</param>
    /// <param name="wide">The position in it.</param>
    /// <param name="cells">Room for the cells under the taps, as numbers counted over the batch.</param>
    /// <param name="taps">Room for the numbers of these taps.</param>
    /// <returns>How many taps lie on a cell.</returns>
    protected int Under(int line, int wide, long* cells, int* taps)
    {
        (int plane, int high) = Math.DivRem(line, _positionsHigh);
        (int row, int deep) = Math.DivRem(plane, _positionsDeep);
        int count = 0, tap = 0, tapsWide = _windows.Width.Size;
        for (int td = 0; td < _windows.Depth.Size; td++)
        {
            int d = _windows.Depth.Element(deep, td, _depth);
            for (int th = 0; th < _windows.Height.Size; th++)
            {
                int h = d < 0 ? -1 : _windows.Height.Element(high, th, _height);
                if (h < 0)
                {
                    tap += tapsWide;
                    continue;
                }

                for (int tw = 0; tw < tapsWide; tw++, tap++)
                {
                    int w = _wide.Length > 0 ? _wide[(wide * tapsWide) + tw] : _windows.Width.Element(wide, tw, _width);
                    if (w < 0) { continue; }
                    cells[count] = (((((long)row * _depth) + d) * _height) + h) * _width + w;
                    taps[count++] = tap;
                }
            }
        }

        return count;
    }
}

using Hebb.Cpu.Movement;

namespace Hebb.Cpu.Convolutions;

/// <summary>
/// Where the elements under a window lie, from those under its first tap on: runs of elements that follow each other in memory, in the order tap after tap,
/// channel after channel.
/// </summary>
internal sealed unsafe class PatchLayout
{
    private readonly nint[] _jumps, _lineJumps;

    /// <summary>A layout.</summary>
    /// <param name="windows">The windows.</param>
    /// <param name="channels">Channels under a tap.</param>
    /// <param name="cell">Elements from one cell to the next.</param>
    /// <param name="line">Elements from one line of cells to the next.</param>
    /// <param name="plane">Elements from the plane of one depth tap to that of the next.</param>
    /// <param name="wide">Positions in a line of a block.</param>
    /// <param name="lines">Lines of a block.</param>
    public PatchLayout(Ops.Windows windows, int channels, nint cell, nint line, nint plane, int wide, int lines)
    {
        (PositionStep, LineStep) = (windows.Width.Stride * cell, windows.Height.Stride * line);
        bool joined = cell == channels && windows.Width.Dilation == 1;
        Run = joined ? windows.Width.Size * channels : channels;
        List<nint> starts = [];
        for (int d = 0; d < windows.Depth.Size; d++)
        {
            for (int h = 0; h < windows.Height.Size; h++)
            {
                nint start = (d * plane) + (h * windows.Height.Dilation * line);
                for (int w = 0; w < (joined ? 1 : windows.Width.Size); w++) { starts.Add(start + (w * windows.Width.Dilation * cell)); }
            }
        }

        Starts = [.. starts];
        _jumps = GC.AllocateArray<nint>(Starts.Length, pinned: true);
        for (int i = 0; i + 1 < Starts.Length; i++) { _jumps[i] = Starts[i + 1] - Starts[i] - Run; }
        _lineJumps = GC.AllocateArray<nint>(lines, pinned: true);
        Array.Fill(_lineJumps, LineStep - (wide * PositionStep));
    }

    /// <summary>Elements of a run.</summary>
    public int Run { get; }

    /// <summary>Where each run starts.</summary>
    public nint[] Starts { get; }

    /// <summary>Elements from one position to the next.</summary>
    public nint PositionStep { get; }

    /// <summary>Elements from one line of positions to the next.</summary>
    public nint LineStep { get; }

    /// <summary>The place of an element under the window, and the runs from there on.</summary>
    public nint From(int element, out Runs runs)
    {
        (int run, int inner) = Math.DivRem(element, Run);
        fixed (nint* jumps = _jumps) { runs = new(Run - inner, Run, jumps + run); }
        return Starts[run] + inner;
    }

    /// <summary>The runs of one element through all positions of a block.</summary>
    public Runs Positions(int wide)
    {
        fixed (nint* jumps = _lineJumps) { return new(wide, wide, jumps); }
    }
}

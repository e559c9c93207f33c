using Hebb.Cpu.Running;
using Hebb.Ops;

namespace Hebb.Cpu.Convolutions;

/// <summary>
/// The matrix that makes a convolution a product: a row for each position of the window, in it the elements under the taps. It is never stored: products read
/// it block by block where the array lies, or, at edges and where zeros lie between, from a copy of the cells under a block.
/// </summary>
internal sealed unsafe class Patches
{
    private readonly Windows _windows;
    private readonly int _depth, _height, _width, _allChannels, _channels;
    private readonly int _positionsDeep, _positionsHigh, _positionsWide;
    private readonly int _lines, _wide, _linesPerPlane, _pieces;
    private readonly int _copiedLines, _copiedCells;
    private readonly PatchLayout _inPlace, _copied;

    /// <summary>The patches of an array.</summary>
    /// <param name="windows">The windows.</param>
    /// <param name="x">The array's extents: (batch, depth, height, width, channels).</param>
    /// <param name="groups">Groups of channels; each has a matrix of its own.</param>
    /// <param name="rows">About how many rows a block shall have.</param>
    public Patches(Windows windows, ReadOnlySpan<int> x, int groups, int rows)
    {
        _windows = windows;
        (_depth, _height, _width, _allChannels, _channels) = (x[1], x[2], x[3], x[4], x[4] / groups);
        (_positionsDeep, _positionsHigh, _positionsWide) = (windows.Depth.Positions(x[1]), windows.Height.Positions(x[2]), windows.Width.Positions(x[3]));
        Rows = x[0] * _positionsDeep * _positionsHigh * _positionsWide;

        // A block is some lines of a plane, or a piece of a line.
        _pieces = Math.Max(1, (_positionsWide + rows - 1) / rows);
        _wide = (_positionsWide + _pieces - 1) / _pieces;
        _lines = _pieces > 1 ? 1 : Math.Clamp(rows / Math.Max(1, _positionsWide), 1, Math.Max(1, _positionsHigh));
        _linesPerPlane = (_positionsHigh + _lines - 1) / _lines;
        Blocks = x[0] * _positionsDeep * _linesPerPlane * _pieces;
        (_copiedLines, _copiedCells) =
            (((_lines - 1) * windows.Height.Stride) + windows.Height.Reach, ((_wide - 1) * windows.Width.Stride) + windows.Width.Reach);
        nint line = (nint)_width * _allChannels, copiedLine = (nint)_copiedCells * _channels;
        _inPlace = new(windows, _channels, _allChannels, line, _height * windows.Depth.Dilation * line, _wide, _lines);
        _copied = new(windows, _channels, _channels, copiedLine, _copiedLines * copiedLine, _wide, _lines);
    }

    /// <summary>Where the array is.</summary>
    public required Ref From { get; init; }

    /// <summary>Rows of the matrix: positions.</summary>
    public int Rows { get; }

    /// <summary>Columns of the matrix: elements under a window.</summary>
    public int Columns => _windows.Taps * _channels;

    /// <summary>The number of blocks.</summary>
    public int Blocks { get; }

    /// <summary>The most rows of a block.</summary>
    public int BlockRows => _lines * _wide;

    /// <summary>The most bytes a copy of cells takes.</summary>
    public long CopyBytes => Tensors.Storage.Round(4L * _windows.Depth.Size * _copiedLines * _copiedCells * _channels);

    /// <summary>The windows and extents, for listings.</summary>
    public override string ToString() => $"{_depth}x{_height}x{_width}x{_allChannels} under {_windows}";

    /// <summary>A block: its first row, its lines, and the positions in each.</summary>
    public (int FirstRow, int Lines, int Wide) Block(int block)
    {
        (int plane, int line, int wide) = Place(block);
        int lines = Math.Min(_lines, _positionsHigh - line);
        return ((((plane * _positionsHigh) + line) * _positionsWide) + wide, lines, Math.Min(_wide, _positionsWide - wide));
    }

    /// <summary>The element under the first tap at the first position of a block, and how those under the others lie from there.</summary>
    /// <param name="frame">The memory.</param>
    /// <param name="group">Which group.</param>
    /// <param name="block">Which block.</param>
    /// <param name="scratch"><see cref="CopyBytes"/> bytes.</param>
    /// <param name="layout">How elements lie.</param>
    public float* Cells(Frame frame, int group, int block, float* scratch, out PatchLayout layout)
    {
        (int plane, int line, int wide) = Place(block);
        (_, int lines, int positions) = Block(block);
        (int row, int deep) = Math.DivRem(plane, _positionsDeep);
        float* x = frame.Floats(From) + ((long)row * _depth * _height * _width * _allChannels) + (group * _channels);
        int d = First(_windows.Depth, deep), h = First(_windows.Height, line), w = First(_windows.Width, wide);
        if (Inside(_windows.Depth, d, 1, _depth) && Inside(_windows.Height, h, lines, _height) && Inside(_windows.Width, w, positions, _width))
        {
            layout = _inPlace;
            return x + ((((((long)d * _height) + h) * _width) + w) * _allChannels);
        }

        layout = _copied;
        int cells = ((positions - 1) * _windows.Width.Stride) + _windows.Width.Reach, rows = ((lines - 1) * _windows.Height.Stride) + _windows.Height.Reach;
        for (int tap = 0; tap < _windows.Depth.Size; tap++)
        {
            int fromPlane = Element(_windows.Depth, d + (tap * _windows.Depth.Dilation), _depth);
            for (int i = 0; i < rows; i++)
            {
                int fromLine = fromPlane < 0 ? -1 : Element(_windows.Height, h + i, _height);
                Span<float> to = new(scratch + ((((long)tap * _copiedLines) + i) * _copiedCells * _channels), cells * _channels);
                if (fromLine < 0) { to.Clear(); }
                else { CopyLine(x + ((((long)fromPlane * _height) + fromLine) * _width * _allChannels), w, to); }
            }
        }

        return scratch;
    }

    private (int Plane, int Line, int Wide) Place(int block)
    {
        (int lines, int piece) = Math.DivRem(block, _pieces);
        (int plane, int line) = Math.DivRem(lines, _linesPerPlane);
        return (plane, line * _lines, piece * _wide);
    }

    private static int First(Window window, int position) => (position * window.Stride) - window.Before;

    /// <summary>Whether so many positions from a first cell on see elements only.</summary>
    private static bool Inside(Window window, int first, int positions, int elements) =>
        window.Spread == 1 && first >= 0 && first + ((positions - 1) * window.Stride) + window.Reach <= elements;

    private static int Element(Window window, int cell, int elements) =>
        cell >= 0 && cell % window.Spread == 0 && cell / window.Spread < elements ? cell / window.Spread : -1;

    /// <summary>A line of cells from cell <paramref name="first"/> on, with zeros where there are no elements.</summary>
    private void CopyLine(float* line, int first, Span<float> to)
    {
        int cells = to.Length / _channels, spread = _windows.Width.Spread;
        if (spread == 1 && _channels == _allChannels)
        {
            int from = Math.Clamp(-first, 0, cells), end = Math.Clamp(_width - first, from, cells);
            to[..(from * _channels)].Clear();
            new ReadOnlySpan<float>(line + ((long)(first + from) * _channels), (end - from) * _channels).CopyTo(to[(from * _channels)..]);
            to[(end * _channels)..].Clear();
            return;
        }

        to.Clear();
        for (int cell = 0; cell < cells; cell++)
        {
            int element = Element(_windows.Width, first + cell, _width);
            if (element >= 0) { new ReadOnlySpan<float>(line + ((long)element * _allChannels), _channels).CopyTo(to[(cell * _channels)..]); }
        }
    }
}

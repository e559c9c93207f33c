using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hebb.Ops;

namespace Hebb.Kernels;

/// <summary>
/// The matrix that makes a convolution a product: a row for each position of the window, in it the elements under the taps, tap after tap, channel after
/// channel. It is never stored whole: <see cref="Gather"/> writes the block that a product is about to read.
/// </summary>
internal sealed unsafe class Patches
{
    private readonly Windows _windows;
    private readonly int _depth, _height, _width, _allChannels, _channels;
    private readonly int _positionsDeep, _positionsHigh, _positionsWide;

    /// <summary>The patches of an array.</summary>
    /// <param name="windows">The windows.</param>
    /// <param name="x">The array's extents: (batch, depth, height, width, channels).</param>
    /// <param name="groups">Groups of channels; each has a matrix of its own.</param>
    public Patches(Windows windows, ReadOnlySpan<int> x, int groups)
    {
        _windows = windows;
        (_depth, _height, _width, _allChannels, _channels) = (x[1], x[2], x[3], x[4], x[4] / groups);
        (_positionsDeep, _positionsHigh, _positionsWide) = (windows.Depth.Positions(x[1]), windows.Height.Positions(x[2]), windows.Width.Positions(x[3]));
    }

    /// <summary>Where the array is.</summary>
    public required Ref From { get; init; }

    /// <summary>The windows and extents, for listings.</summary>
    public override string ToString() => $"{_depth}x{_height}x{_width}x{_allChannels} under {_windows}";

    /// <summary>Writes rows <paramref name="first"/> on, columns <paramref name="firstColumn"/> on, of a group's matrix.</summary>
    /// <param name="frame">The memory.</param>
    /// <param name="group">Which group.</param>
    /// <param name="first">The first row: a position, counted over the whole batch.</param>
    /// <param name="count">The number of rows.</param>
    /// <param name="firstColumn">The first column: tap · channels + channel.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="to">Where the first element goes.</param>
    /// <param name="stride">Elements from row to row there.</param>
    public void Gather(Frame frame, int group, int first, int count, int firstColumn, int columns, float* to, nint stride)
    {
        float* x = frame.Floats(From) + (group * _channels);
        while (count > 0)
        {
            (int line, int wide) = Math.DivRem(first, _positionsWide);
            int run = Math.Min(count, _positionsWide - wide);
            Line(x, line, wide, run, firstColumn, columns, to, stride);
            (first, count) = (first + run, count - run);
            to += run * stride;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Line(float* x, int line, int wide, int run, int firstColumn, int columns, float* to, nint stride)
    {
        (int plane, int high) = Math.DivRem(line, _positionsHigh);
        (int row, int deep) = Math.DivRem(plane, _positionsDeep);
        (int tap, int channel) = Math.DivRem(firstColumn, _channels);
        int tapsHigh = _windows.Height.Size, tapsWide = _windows.Width.Size;
        while (columns > 0)
        {
            int channels = Math.Min(_channels - channel, columns);
            int d = _windows.Depth.Element(deep, tap / (tapsHigh * tapsWide), _depth), h = _windows.Height.Element(high, tap / tapsWide % tapsHigh, _height);
            if (d < 0 || h < 0) { Zeros(to, stride, run, channels); }
            else { Tap(x + ((((((long)row * _depth) + d) * _height) + h) * _width * _allChannels) + channel, tap % tapsWide, wide, run, channels, to, stride); }
            (columns, channel, tap) = (columns - channels, 0, tap + 1);
            to += channels;
        }
    }

    /// <summary>One tap at positions that follow each other in a line.</summary>
    private void Tap(float* line, int tap, int wide, int run, int channels, float* to, nint stride)
    {
        Window window = _windows.Width;
        if (window.Spread > 1)
        {
            for (int i = 0; i < run; i++, to += stride)
            {
                int element = window.Element(wide + i, tap, _width);
                if (element < 0) { Zeros(to, stride, 1, channels); }
                else { Copy(line + ((long)element * _allChannels), 0, to, stride, 1, channels); }
            }

            return;
        }

        int cell = (wide * window.Stride) + (tap * window.Dilation) - window.Before;
        int from = Math.Clamp((-cell + window.Stride - 1) / window.Stride, 0, run), end = Math.Clamp((_width - cell + window.Stride - 1) / window.Stride, from, run);
        if (cell >= 0) { from = 0; }
        if (cell >= _width) { end = from; }
        Zeros(to, stride, from, channels);
        Copy(line + ((long)(cell + (from * window.Stride)) * _allChannels), (nint)window.Stride * _allChannels, to + (from * stride), stride, end - from, channels);
        Zeros(to + (end * stride), stride, run - end, channels);
    }

    private static void Zeros(float* to, nint stride, int rows, int columns)
    {
        for (int row = 0; row < rows; row++, to += stride) { new Span<float>(to, columns).Clear(); }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Copy(float* from, nint step, float* to, nint stride, int rows, int columns)
    {
        if (columns == 1)
        {
            for (int row = 0; row < rows; row++, from += step, to += stride) { *to = *from; }
            return;
        }

        int whole = columns & ~15, left = columns & 15;
        for (int row = 0; row < rows; row++, from += step, to += stride)
        {
            for (int i = 0; i < whole; i += 16) { Vector512.Load(from + i).Store(to + i); }
            if (left > 0) { VectorAccess.StoreFirst(to + whole, VectorAccess.LoadFirst(from + whole, left), left); }
        }
    }
}

using Hebb.Tensors;

namespace Hebb.Ops;

/// <summary>A window over depth, height and width; fewer axes have windows of one tap in front.</summary>
internal readonly record struct Windows(Window Depth, Window Height, Window Width)
{
    /// <summary>The most taps: for each a kernel keeps where it stands.</summary>
    private const int MostTaps = 1 << 22;

    /// <summary>The most numbers under a window from its first tap to its last: as many are copied to where a border must be seen as zeros.</summary>
    private const long MostUnder = 1L << 28;

    private const long PositionsPerCopy = 12;

    /// <summary>The taps.</summary>
    public int Taps => Depth.Size * Height.Size * Width.Size;

    /// <summary>The window along axis 0 (depth), 1 or 2 (width).</summary>
    public Window this[int axis] => axis switch { 0 => Depth, 1 => Height, _ => Width };

    /// <summary>The shape of what moves over an array (batch, depth, height, width, channels): a channel of results for each position.</summary>
    /// <exception cref="ShapeException">The window is too large to be moved.</exception>
    public Shape Positions(Shape x, int channels)
    {
        Depth.Check(x[1]);
        Height.Check(x[2]);
        Width.Check(x[3]);
        long taps = Sizes.Product([Depth.Size, Height.Size, Width.Size]), under = Sizes.Product([Depth.Size, Height.Reach, Width.Reach, x[4]]);
        if (taps > MostTaps || under > MostUnder)
        {
            throw new ShapeException(
                $"A window {this} has {taps:N0} taps and reaches over {under:N0} numbers of an array {x}; the most are {MostTaps:N0} and {MostUnder:N0}. "
                + "Use a smaller window or dilation.");
        }

        return [x[0], Depth.Positions(x[1]), Height.Positions(x[2]), Width.Positions(x[3]), channels];
    }

    /// <summary>The work of copying what lies under windows, about once for each block of positions (<see cref="Op.Work"/>).</summary>
    public long WorkOfCopies(Shape x, Shape positions) => Sizes.Times(
        Sizes.Product([Depth.Size, Height.Reach, Width.Reach]), x[4], Math.Max(x[0], Sizes.Product(positions.Dimensions[..^1]) / PositionsPerCopy));

    /// <summary>The windows that walk back from the positions to elements with these extents.</summary>
    public Windows Backward(int depth, int height, int width) => new(Depth.Backward(depth), Height.Backward(height), Width.Backward(width));

    /// <inheritdoc/>
    public override string ToString() => $"{Depth}x{Height}x{Width}";
}

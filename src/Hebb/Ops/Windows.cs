namespace Hebb.Ops;

/// <summary>A window over depth, height and width; fewer axes have windows of one tap in front.</summary>
internal readonly record struct Windows(Window Depth, Window Height, Window Width)
{
    /// <summary>The taps.</summary>
    public int Taps => Depth.Size * Height.Size * Width.Size;

    /// <summary>The window along axis 0 (depth), 1 or 2 (width).</summary>
    public Window this[int axis] => axis switch { 0 => Depth, 1 => Height, _ => Width };

    /// <summary>The windows that walk back from the positions to elements with these extents.</summary>
    public Windows Backward(int depth, int height, int width) => new(Depth.Backward(depth), Height.Backward(height), Width.Backward(width));

    /// <inheritdoc/>
    public override string ToString() => $"{Depth}x{Height}x{Width}";
}

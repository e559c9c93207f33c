namespace Hebb.Ops;

/// <summary>What a moving window meets beyond the first and the last element of an axis.</summary>
/// <remarks>The names are Keras'. With <see cref="Valid"/> the window stays inside: ⌊(n − k)/s⌋ + 1 positions; with <see cref="Same"/> there are ⌈n/s⌉.</remarks>
public abstract record Padding
{
    private Padding() { }

    /// <summary>Nothing: the window stays inside.</summary>
    public static Padding Valid { get; } = new Fixed(0, 0);

    /// <summary>As many zeros as give ⌈n/s⌉ positions; an odd one goes to the end.</summary>
    public static Padding Same { get; } = new SamePadding();

    /// <summary>Zeros in front only, so that no position sees what comes after it: for time series.</summary>
    public static Padding Causal { get; } = new CausalPadding();

    /// <summary>So many zeros on both sides of each axis.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A negative number.</exception>
    public static Padding Zeros(int both) => Zeros(both, both);

    /// <summary>So many zeros in front of and behind each axis.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A negative number.</exception>
    public static Padding Zeros(int before, int after)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(before);
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        return new Fixed(before, after);
    }

    /// <summary>The window with this padding along an axis of so many elements.</summary>
    internal abstract Window Apply(Window window, int elements);

    private sealed record Fixed(int Before, int After) : Padding
    {
        internal override Window Apply(Window window, int elements) => window with { Before = Before, After = After };
    }

    private sealed record SamePadding : Padding
    {
        internal override Window Apply(Window window, int elements)
        {
            int positions = (elements + window.Stride - 1) / window.Stride;
            int missing = Math.Max((positions - 1) * window.Stride + window.Reach - elements, 0);
            return window with { Before = missing / 2, After = missing - missing / 2 };
        }
    }

    private sealed record CausalPadding : Padding
    {
        internal override Window Apply(Window window, int elements) => window with { Before = window.Reach - 1, After = 0 };
    }
}

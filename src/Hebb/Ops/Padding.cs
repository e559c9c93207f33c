using System.Globalization;
using Hebb.Tensors;

namespace Hebb.Ops;

/// <summary>What a moving window meets beyond the first and the last element of an axis.</summary>
/// <remarks>The names are Keras'. With <see cref="Valid"/> the window stays inside: ⌊(n − k)/s⌋ + 1 positions; with <see cref="Same"/>
/// there are ⌈n/s⌉.</remarks>
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

    /// <summary>So many elements mirrored at the first and at the last (which are not repeated) on both sides of each axis: no edge
    /// appears where the data end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A negative number.</exception>
    public static Padding Reflect(int both)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(both);
        return new Mirrored(both);
    }

    /// <summary>The tensor with what this padding adds by itself; zeros are added by the window.</summary>
    internal virtual Tensor Extend(Tensor x) => x;

    /// <summary>The name in files: Keras' for those it has, <c>zeros(1, 2)</c> and <c>reflect(1)</c> for the others.</summary>
    public abstract override string ToString();

    /// <summary>The padding of a name as <see cref="ToString"/> gives it; null if it is none.</summary>
    internal static Padding? Parse(string name)
    {
        int open = name.IndexOf('(', StringComparison.Ordinal);
        int[] numbers = open > 0 && name.EndsWith(')')
            ? [.. name[(open + 1)..^1]
                .Split(',')
                .Select(part => int.TryParse(part.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int n) ? n : -1)]
            : [];
        return (open < 0 ? name : name[..open], numbers) switch
        {
            ("valid", []) => Valid,
            ("same", []) => Same,
            ("causal", []) => Causal,
            ("zeros", [>= 0, >= 0]) => Zeros(numbers[0], numbers[1]),
            ("reflect", [>= 0]) => Reflect(numbers[0]),
            _ => null,
        };
    }

    /// <summary>The window with this padding along an axis of so many elements.</summary>
    internal abstract Window Apply(Window window, int elements);

    private sealed record Fixed(int Before, int After) : Padding
    {
        internal override Window Apply(Window window, int elements) => window with { Before = Before, After = After };

        public override string ToString() => this == Valid ? "valid" : $"zeros({Before}, {After})";
    }

    private sealed record SamePadding : Padding
    {
        internal override Window Apply(Window window, int elements)
        {
            int positions = (int)((elements + window.Stride - 1L) / window.Stride);
            int missing = Math.Max((positions - 1) * window.Stride + window.Reach - elements, 0);
            return window with { Before = missing / 2, After = missing - missing / 2 };
        }

        public override string ToString() => "same";
    }

    private sealed record CausalPadding : Padding
    {
        internal override Window Apply(Window window, int elements) => window with { Before = window.Reach - 1, After = 0 };

        public override string ToString() => "causal";
    }

    private sealed record Mirrored(int Both) : Padding
    {
        internal override Window Apply(Window window, int elements) => window;

        internal override Tensor Extend(Tensor x)
        {
            for (int axis = 1; axis < x.Rank - 1 && Both > 0; axis++)
            {
                int n = x.Shape[axis];
                if (Both >= n) { throw new ShapeException($"Reflect({Both}) needs at least {Both + 1} elements along axis {axis}, but got shape {x.Shape}."); }
                x = Tensor.Concatenate([x.Slice(axis, 1..(Both + 1)).Reverse(axis), x, x.Slice(axis, (n - 1 - Both)..(n - 1)).Reverse(axis)], axis);
            }

            return x;
        }

        public override string ToString() => $"reflect({Both})";
    }
}

namespace Hebb.Layers;

/// <summary>Sizes or steps along spatial axes: one number for all axes, or one for each. <c>3</c>, <c>(3, 5)</c> and <c>(1, 2, 2)</c>
/// convert by themselves.</summary>
public readonly record struct Extents
{
    private readonly int _first, _second, _third;

    private Extents(int count, int first, int second = 0, int third = 0)
    {
        if (first < 1 || count > 1 && second < 1 || count > 2 && third < 1)
        {
            throw new ArgumentOutOfRangeException(
                nameof(first), $"Sizes and steps are at least 1, but got ({string.Join(", ", new[] { first, second, third }.Take(count))}).");
        }

        (Count, _first, _second, _third) = (count, first, second, third);
    }

    /// <summary>How many numbers were given: 1 stands for all axes.</summary>
    public int Count { get; }

    /// <summary>The same for all axes.</summary>
    public static implicit operator Extents(int all) => new(1, all);

    /// <summary>For height and width.</summary>
    public static implicit operator Extents((int Height, int Width) of) => new(2, of.Height, of.Width);

    /// <summary>For depth, height and width.</summary>
    public static implicit operator Extents((int Depth, int Height, int Width) of) => new(3, of.Depth, of.Height, of.Width);

    /// <summary>One number for each of 1 to 3 axes.</summary>
    /// <exception cref="ArgumentException">There are not 1 to 3.</exception>
    public static Extents Of(IReadOnlyList<int> each) => each.Count switch
    {
        1 => new(1, each[0]),
        2 => new(2, each[0], each[1]),
        3 => new(3, each[0], each[1], each[2]),
        _ => throw new ArgumentException($"There are 1 to 3 spatial axes, but {each.Count} numbers were given.", nameof(each)),
    };

    /// <summary>One number for each of so many axes.</summary>
    /// <exception cref="ArgumentException">Another number was given.</exception>
    public int[] For(int axes)
    {
        if (Count == 1) { return [.. Enumerable.Repeat(_first, axes)]; }
        if (Count == axes) { return [.. new[] { _first, _second, _third }.Take(axes)]; }
        throw new ArgumentException($"{this} has {Count} numbers, but there are {axes} spatial axes.");
    }

    /// <inheritdoc/>
    public override string ToString() => Count switch { 1 => $"{_first}", 2 => $"({_first}, {_second})", _ => $"({_first}, {_second}, {_third})" };
}

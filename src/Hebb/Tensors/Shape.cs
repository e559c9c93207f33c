using System.Collections;
using System.Runtime.CompilerServices;

namespace Hebb.Tensors;

/// <summary>The extents of a tensor along each axis: <c>[32, 784]</c> is 32 rows of 784 numbers; <c>[]</c> is one number.</summary>
[CollectionBuilder(typeof(Shape), nameof(Create))]
public readonly struct Shape : IEquatable<Shape>, IReadOnlyList<int>
{
    private readonly int[]? _dimensions;

    private Shape(int[] dimensions) => _dimensions = dimensions;

    /// <summary>A shape with these extents.</summary>
    /// <exception cref="ArgumentException">An extent is negative.</exception>
    public static Shape Create(params ReadOnlySpan<int> dimensions)
    {
        foreach (int extent in dimensions)
        {
            if (extent < 0)
            {
                throw new ArgumentException($"Extents must not be negative, but got {Text(dimensions)}.", nameof(dimensions));
            }
        }

        return new(dimensions.ToArray());
    }

    /// <summary>The number of axes; 0 for a single number.</summary>
    public int Rank => _dimensions?.Length ?? 0;

    /// <summary>The number of elements: the product of all extents; <see cref="long.MaxValue"/> if it is larger.</summary>
    public long Size => Sizes.Product(Dimensions);

    /// <summary>The extents as a span.</summary>
    public ReadOnlySpan<int> Dimensions => _dimensions;

    int IReadOnlyCollection<int>.Count => Rank;

    /// <summary>The extent along an axis; <c>shape[^1]</c> is the last.</summary>
    public int this[int axis] => Dimensions[axis];

    /// <summary>The extents of a range of axes; <c>shape[1..]</c> is the shape of one row.</summary>
    public Shape this[Range range] => Create(Dimensions[range]);

    /// <summary>The number of axes, under the name that ranges need.</summary>
    public int Length => Rank;

    /// <summary>Turns an axis counted from the end (−1 is the last) into one counted from the start.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public int Axis(int axis)
    {
        int positive = axis < 0 ? axis + Rank : axis;
        return (uint)positive < (uint)Rank
            ? positive
            : throw new ArgumentOutOfRangeException(nameof(axis), axis, $"Shape {this} has axes {-Rank} to {Rank - 1}; axis {axis} does not exist.");
    }

    /// <summary>This shape with another extent along one axis.</summary>
    public Shape With(int axis, int extent)
    {
        int[] dimensions = Dimensions.ToArray();
        dimensions[Axis(axis)] = extent;
        return Create(dimensions);
    }

    /// <summary>The extents as a new array.</summary>
    public int[] ToArray() => Dimensions.ToArray();

    /// <inheritdoc/>
    public bool Equals(Shape other) => Dimensions.SequenceEqual(other.Dimensions);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (int extent in Dimensions) { hash.Add(extent); }
        return hash.ToHashCode();
    }

    /// <summary>Whether two shapes have the same extents.</summary>
    public static bool operator ==(Shape left, Shape right) => left.Equals(right);

    /// <summary>Whether two shapes differ.</summary>
    public static bool operator !=(Shape left, Shape right) => !left.Equals(right);

    /// <summary>The shape as mathematics writes it: <c>(2, 3)</c>, <c>(4,)</c>, <c>()</c>.</summary>
    public override string ToString() => Text(Dimensions);

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)(_dimensions ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static string Text(ReadOnlySpan<int> dimensions) => dimensions.Length == 1
        ? $"({dimensions[0]},)"
        : $"({string.Join(", ", dimensions.ToArray())})";
}

using System.Collections;
using System.Runtime.CompilerServices;

namespace Hebb.Tensors;

/// <summary>
/// The extents of one row of data, of which some may be open: <c>[null, 8]</c> is any number of steps of 8 numbers each, <c>[null, null, 3]</c> a picture of
/// any size. Keras writes None for an open extent.
/// </summary>
[CollectionBuilder(typeof(RowShape), nameof(Create))]
public sealed class RowShape : IEquatable<RowShape>, IEnumerable<int?>
{
    private readonly int?[] _extents;

    private RowShape(int?[] extents) => (_extents, IsKnown) = (extents, Array.TrueForAll(extents, extent => extent is not null));

    /// <summary>A row with these extents; null for an open one.</summary>
    /// <exception cref="ArgumentException">An extent is negative.</exception>
    public static RowShape Create(params ReadOnlySpan<int?> extents)
    {
        RowShape made = new(extents.ToArray());
        return made._extents.Any(extent => extent < 0)
            ? throw new ArgumentException($"Extents must not be negative, but got {made}. An open one is null.", nameof(extents))
            : made;
    }

    /// <summary>A row of which all extents are known.</summary>
    public static implicit operator RowShape(Shape shape) => new([.. shape]);

    /// <summary>The number of axes; 0 if a row is one number.</summary>
    public int Rank => _extents.Length;

    /// <summary>The number of axes, under the name that indices from the end need.</summary>
    public int Length => Rank;

    /// <summary>Whether no extent is open.</summary>
    public bool IsKnown { get; }

    /// <summary>The number of elements: the product of all extents; <see cref="long.MaxValue"/> if it is larger.</summary>
    /// <exception cref="InvalidOperationException">One is open.</exception>
    public long Size
    {
        get
        {
            long size = 1;
            for (int axis = 0; axis < Rank; axis++) { size = Sizes.Times(size, this[axis]); }
            return size;
        }
    }

    /// <summary>The extent along an axis; <c>row[^1]</c> is the last.</summary>
    /// <exception cref="InvalidOperationException">It is open.</exception>
    public int this[int axis] =>
        _extents[axis] ?? throw new InvalidOperationException($"Axis {axis} of {this} is open: it has no extent before there are data.");

    /// <summary>Whether the extent along an axis is open.</summary>
    public bool IsOpen(int axis) => _extents[axis] is null;

    /// <summary>Whether data of this shape, without the batch axis, are such rows.</summary>
    public bool Fits(Shape row) => Matches(row.Dimensions);

    /// <summary>The extents as a shape.</summary>
    /// <exception cref="InvalidOperationException">One is open.</exception>
    public Shape ToShape() => IsKnown ? Filled(0) : throw new InvalidOperationException($"{this} has an open extent: its shape is known when there are data.");

    /// <inheritdoc/>
    public bool Equals(RowShape? other) => other is not null && _extents.AsSpan().SequenceEqual(other._extents);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RowShape);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (int? extent in _extents) { hash.Add(extent); }
        return hash.ToHashCode();
    }

    /// <summary>Whether two rows have the same extents, open ones at the same places.</summary>
    public static bool operator ==(RowShape? left, RowShape? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether two rows differ.</summary>
    public static bool operator !=(RowShape? left, RowShape? right) => !(left == right);

    /// <summary>The extents as mathematics writes them: <c>(28, 28, 1)</c>, <c>(12,)</c>; an open one is <c>any</c>.</summary>
    public override string ToString() => Rank == 1 ? $"({Texts[0]},)" : $"({string.Join(", ", Texts)})";

    /// <inheritdoc/>
    public IEnumerator<int?> GetEnumerator() => _extents.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether data of this shape, the batch axis in front, are such rows.</summary>
    internal bool FitsBatch(Shape batch) => batch.Rank > 0 && Matches(batch.Dimensions[1..]);

    /// <summary>The shape where open extents have this one.</summary>
    internal Shape Filled(int open) => Shape.Create([.. _extents.Select(extent => extent ?? open)]);

    /// <summary>Extents that hold for other rows as well: where they differ they are open. Rows with more or fewer axes change nothing.</summary>
    internal RowShape Or(Shape other) =>
        other.Rank != Rank || Fits(other) ? this : new([.. _extents.Select((extent, axis) => extent == other[axis] ? extent : null)]);

    /// <summary>The extents behind a batch axis, for tables and errors: <c>(batch, any, 12)</c>.</summary>
    internal string WithBatch() => Rank == 0 ? "(batch,)" : $"(batch, {string.Join(", ", Texts)})";

    private bool Matches(ReadOnlySpan<int> row)
    {
        if (row.Length != Rank) { return false; }
        for (int axis = 0; axis < row.Length; axis++)
        {
            if (_extents[axis] is { } extent && extent != row[axis]) { return false; }
        }

        return true;
    }

    private string[] Texts => [.. _extents.Select(extent => extent is { } known ? $"{known}" : "any")];
}

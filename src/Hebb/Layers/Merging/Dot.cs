using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// The dot product of two inputs along an axis of each, row by row: (batch, 3, 5) and (batch, 10, 3) become (batch, 5, 10) along axes 1 and 2; two
/// inputs (batch, 8) become (batch, 1).
/// </summary>
public sealed class Dot : Layer
{
    internal static Kind<Dot> Kind { get; } = new("Dot", c => new(
        Pair(c.Axes("axes", l => l.Axes.First == l.Axes.Second ? [l.Axes.First] : [l.Axes.First, l.Axes.Second])),
        c.Flag("normalize", l => l.Normalize, false)));

    /// <summary>The smallest length that vectors are divided by, as in Keras.</summary>
    private const double SmallestNorm = 1e-7;

    /// <summary>A dot product along the same axis of both inputs.</summary>
    /// <param name="axes">The axis, counted with the batch as axis 0; −1 is the last.</param>
    /// <param name="normalize">Whether vectors are brought to length 1 first, so that the result is the cosine of the angle between them.</param>
    public Dot(int axes, bool normalize = false) : this((axes, axes), normalize) { }

    /// <summary>A dot product along an axis of the first and one of the second input.</summary>
    /// <param name="axes">The axes, counted with the batch as axis 0; −1 is the last.</param>
    /// <param name="normalize">Whether vectors are brought to length 1 first, so that the result is the cosine of the angle between them.</param>
    public Dot((int First, int Second) axes, bool normalize = false)
    {
        if (axes.First == 0 || axes.Second == 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(axes), axes, "Axis 0 is the batch: rows are not multiplied with each other. Use −1 for the last axis.");
        }

        (Axes, Normalize) = (axes, normalize);
    }

    /// <summary>The axis of the first and of the second input.</summary>
    public (int First, int Second) Axes { get; }

    /// <summary>Whether vectors are brought to length 1 first.</summary>
    public bool Normalize { get; }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs) { }

    /// <inheritdoc/>
    protected override Tensor Forward(IReadOnlyList<Tensor> inputs, bool training)
    {
        if (inputs is not [Tensor { Rank: > 1 } a, Tensor { Rank: > 1 } b] || a.Shape[0] != b.Shape[0])
        {
            throw new ShapeException(
                $"{this} takes two inputs (batch, …) of the same batch, but got {string.Join(", ", inputs.Select(input => input.Shape))}: use Apply([a, b]).");
        }

        int first = Inner(a.Shape, Axes.First), second = Inner(b.Shape, Axes.Second);
        if (a.Shape[first] != b.Shape[second])
        {
            throw new ShapeException(
                $"{this} multiplies axis {first} of {a.Shape} with axis {second} of {b.Shape}, but their extents {a.Shape[first]} "
                + $"and {b.Shape[second]} differ.");
        }

        int batch = a.Shape[0], inner = a.Shape[first];
        int[] left = Others(a, first), right = Others(b, second);
        Tensor rows = Unit(a, first).Transpose([0, .. left, first]).Reshape([batch, Size(a, left), inner]);
        Tensor columns = Unit(b, second).Transpose([0, second, .. right]).Reshape([batch, inner, Size(b, right)]);
        int[] extents = [.. left.Select(axis => a.Shape[axis]), .. right.Select(axis => b.Shape[axis])];
        return rows.MatMul(columns).Reshape([batch, .. extents.Length > 0 ? extents : [1]]);
    }

    /// <inheritdoc/>
    public override string ToString() => $"Dot({Axes.First}, {Axes.Second})";

    private static (int First, int Second) Pair(IReadOnlyList<int> axes) => axes switch
    {
        [int both] => (both, both),
        [int first, int second] => (first, second),
        _ => throw new ArgumentException($"Dot takes one axis or two, but {axes.Count} are given."),
    };

    private Tensor Unit(Tensor x, int axis) => Normalize ? x / x.Square().Sum(axis, keepDims: true).Maximum(SmallestNorm * SmallestNorm).Sqrt() : x;

    private int Inner(Shape shape, int axis) =>
        shape.Axis(axis) is > 0 and int at ? at : throw new ShapeException($"{this} cannot multiply along the batch: axis {axis} of shape {shape}.");

    private static int[] Others(Tensor x, int axis) => [.. Enumerable.Range(1, x.Rank - 1).Where(other => other != axis)];

    private static int Size(Tensor x, int[] axes) => axes.Aggregate(1, (size, axis) => checked(size * x.Shape[axis]));
}

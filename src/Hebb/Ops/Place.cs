using Hebb.Tensors;

namespace Hebb.Ops;

/// <summary>
/// Pieces at given places of a tensor, zeros elsewhere; the pieces do not overlap. Concatenation and padding in one, and exactly
/// the adjoint of <see cref="Slice"/>.
/// </summary>
internal sealed record Place : Op
{
    internal Place(Shape to, int[][] starts) => (To, Starts) = (to, starts);

    /// <summary>The shape of the whole.</summary>
    public Shape To { get; }

    /// <summary>For each piece where its first element goes.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Starts { get; }

    /// <inheritdoc/>
    public bool Equals(Place? other) => other is not null && To == other.To && Starts.Count == other.Starts.Count
        && Starts.Zip(other.Starts).All(pair => pair.First.SequenceEqual(pair.Second));

    /// <inheritdoc/>
    public override int GetHashCode() => Starts.SelectMany(start => start).Aggregate(To.GetHashCode(), (hash, start) => hash * 31 + start);

    internal override (Shape, DType) Infer(ReadOnlySpan<Tensor> inputs)
    {
        for (int i = 0; i < inputs.Length; i++)
        {
            for (int axis = 0; axis < To.Rank; axis++)
            {
                if (inputs[i].DType != inputs[0].DType
                    || inputs[i].Rank != To.Rank
                    || Starts[i][axis] < 0
                    || inputs[i].Shape[axis] > To[axis] - Starts[i][axis])
                {
                    throw new ShapeException(
                        $"A piece of shape {inputs[i].Shape} and type {inputs[i].DType} does not fit at ({string.Join(", ", Starts[i])}) into "
                        + $"shape {To} of {inputs[0].DType}.");
                }
            }
        }

        return (To, inputs[0].DType);
    }

    internal override Tensor?[] Gradient(Tensor y, Tensor dy) =>
        [.. y.Inputs.Select((piece, i) => new Tensor(new Slice([.. Starts[i]], piece.Shape), [dy]))];

    internal override void Evaluate(ReadOnlySpan<Elements> x, Elements y)
    {
        y.Bytes.Clear();
        long[] to = y.Strides;
        for (int i = 0; i < x.Length; i++)
        {
            Strided.Copy(x[i], 0, x[i].Strides, y, Starts[i].Select((start, axis) => start * to[axis]).Sum(), to, x[i].Shape);
        }
    }
}

public static partial class TensorOps
{
    extension(Tensor x)
    {
        /// <summary>The tensor with zeros put before and after it along an axis.</summary>
        public Tensor Pad(int axis, int before, int after)
        {
            int at = x.Shape.Axis(axis);
            if (before == 0 && after == 0) { return x; }
            int[] start = new int[x.Rank];
            start[at] = before;
            return new(new Place(x.Shape.With(at, Sizes.Extent((long)before + x.Shape[at] + after, "Pad")), [start]), [x]);
        }
    }

    extension(Tensor)
    {
        /// <summary>Tensors one behind the other along an axis.</summary>
        /// <exception cref="ShapeException">Their other extents differ.</exception>
        public static Tensor Concatenate(IReadOnlyList<Tensor> pieces, int axis = -1)
        {
            if (pieces.Count == 0) { throw new ArgumentException("Concatenate needs at least one tensor.", nameof(pieces)); }
            if (pieces.Count == 1) { return pieces[0]; }
            int at = pieces[0].Shape.Axis(axis);
            int[][] starts = new int[pieces.Count][];
            int extent = 0;
            for (int i = 0; i < pieces.Count; i++)
            {
                if (pieces[i].Rank != pieces[0].Rank || pieces[i].Shape.With(at, 0) != pieces[0].Shape.With(at, 0))
                {
                    throw new ShapeException(
                        $"Concatenate along axis {axis} needs shapes that are equal elsewhere, but got {pieces[0].Shape} and {pieces[i].Shape}.");
                }

                starts[i] = new int[pieces[0].Rank];
                starts[i][at] = extent;
                extent = Sizes.Extent((long)extent + pieces[i].Shape[at], "Concatenate");
            }

            return new(new Place(pieces[0].Shape.With(at, extent), starts), [.. pieces]);
        }

        /// <summary>Tensors of one shape, put side by side along a new axis.</summary>
        public static Tensor Stack(IReadOnlyList<Tensor> pieces, int axis = 0) => Tensor.Concatenate([.. pieces.Select(piece => piece.ExpandDims(axis))], axis);
    }
}

using Hebb.Tensors;

namespace Hebb.Ops;

/// <summary>The same elements in the same order under another shape.</summary>
/// <param name="To">The shape of the result.</param>
internal sealed record Reshape(Shape To) : Op
{
    internal override (Shape, DType) Infer(ReadOnlySpan<Tensor> inputs) => To.Size == inputs[0].Size
        ? (To, inputs[0].DType)
        : throw new ShapeException($"Shape {inputs[0].Shape} has {inputs[0].Size} elements and cannot become {To}, which has {To.Size}.");

    internal override Tensor?[] Gradient(Tensor y, Tensor dy) => [dy.Reshape(y.Inputs[0].Shape)];

    internal override void Evaluate(ReadOnlySpan<Elements> x, Elements y) => x[0].Bytes.CopyTo(y.Bytes);
}

public static partial class TensorOps
{
    extension(Tensor x)
    {
        /// <summary>The same elements in the same order under another shape.</summary>
        /// <exception cref="ShapeException">The shapes have different numbers of elements.</exception>
        public Tensor Reshape(Shape to) => x.Shape == to ? x : new(new Reshape(to), [x]);

        /// <summary>The tensor with an axis of extent 1 put in before <paramref name="axis"/> (−1: at the end).</summary>
        public Tensor ExpandDims(int axis)
        {
            int at = axis < 0 ? axis + x.Rank + 1 : axis;
            if (at < 0 || at > x.Rank)
            {
                throw new ArgumentOutOfRangeException(nameof(axis), axis, $"Shape {x.Shape} can get a new axis at {-x.Rank - 1} to {x.Rank}, not at {axis}.");
            }

            return x.Reshape([.. x.Shape.Dimensions[..at], 1, .. x.Shape.Dimensions[at..]]);
        }

        /// <summary>The tensor without an axis of extent 1.</summary>
        /// <exception cref="ShapeException">The axis has another extent.</exception>
        public Tensor Squeeze(int axis)
        {
            int at = x.Shape.Axis(axis);
            return x.Shape[at] == 1
                ? x.Reshape([.. x.Shape.Dimensions[..at], .. x.Shape.Dimensions[(at + 1)..]])
                : throw new ShapeException($"Squeeze removes an axis of extent 1, but axis {axis} of shape {x.Shape} has extent {x.Shape[at]}.");
        }

        /// <summary>One row per element of the first axis: all other axes become one.</summary>
        /// <exception cref="ShapeException">The tensor is a single number.</exception>
        public Tensor Flatten() => x.Rank > 0
            ? x.Reshape([x.Shape[0], Sizes.Extent(x.Shape[1..].Size, "Flatten")])
            : throw new ShapeException("Flatten keeps the first axis, but a single number has none: Reshape it to (1, 1).");
    }
}

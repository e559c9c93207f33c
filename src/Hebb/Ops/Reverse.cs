using Hebb.Tensors;

namespace Hebb.Ops;

/// <summary>The elements in opposite order along an axis.</summary>
/// <param name="Axis">The axis, counted from 0.</param>
internal sealed record Reverse(int Axis) : Op
{
    internal override (Shape, DType) Infer(ReadOnlySpan<Tensor> inputs) => (inputs[0].Shape, inputs[0].DType);

    internal override Tensor?[] Gradient(Tensor y, Tensor dy) => [dy.Reverse(Axis)];

    internal override void Evaluate(ReadOnlySpan<Elements> x, Elements y)
    {
        long[] from = x[0].Strides;
        long last = (y.Shape[Axis] - 1) * from[Axis];
        from[Axis] = -from[Axis];
        Strided.Copy(x[0], last, from, y, 0, y.Strides, y.Shape);
    }
}

public static partial class TensorOps
{
    extension(Tensor x)
    {
        /// <summary>The elements in opposite order along an axis.</summary>
        public Tensor Reverse(int axis) => new(new Reverse(x.Shape.Axis(axis)), [x]);
    }
}

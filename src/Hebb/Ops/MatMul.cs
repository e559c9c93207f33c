using System.Numerics;
using Hebb.Tensors;

namespace Hebb.Ops;

/// <summary>The matrix product of the last two axes, for each index of the axes in front.</summary>
/// <param name="TransposeA">Whether the first operand is stored transposed.</param>
/// <param name="TransposeB">Whether the second operand is stored transposed.</param>
internal sealed record MatMul(bool TransposeA, bool TransposeB) : Op
{
    internal override (Shape, DType) Infer(ReadOnlySpan<Tensor> inputs)
    {
        Tensor a = inputs[0], b = inputs[1];
        int rows = a.Shape[TransposeA ? ^1 : ^2], inner = a.Shape[TransposeA ? ^2 : ^1];
        int columns = b.Shape[TransposeB ? ^2 : ^1], innerB = b.Shape[TransposeB ? ^1 : ^2];
        if (inner != innerB || a.DType != b.DType || a.Shape[..^2] != b.Shape[..^2])
        {
            throw new ShapeException(
                $"MatMul needs as many columns on the left as rows on the right, but got {a.Shape}{(TransposeA ? " transposed" : "")} {a.DType} "
                + $"and {b.Shape}{(TransposeB ? " transposed" : "")} {b.DType}.");
        }

        if (!a.DType.IsFloat) { throw new ShapeException($"MatMul is not defined for {a.DType}: Cast both operands to a floating-point type."); }
        return ([.. a.Shape.Dimensions[..^2], rows, columns], a.DType);
    }

    internal override long Work(Tensor y) => Sizes.Times(y.Size, y.Inputs[0].Shape[TransposeA ? ^2 : ^1]) / Sizes.ProductsPerStep;

    internal override Tensor?[] Gradient(Tensor y, Tensor dy)
    {
        Tensor a = y.Inputs[0], b = y.Inputs[1];
        Tensor da = TransposeA ? Product(b, dy, TransposeB, true) : Product(dy, b, false, !TransposeB);
        Tensor db = TransposeB ? Product(dy, a, true, TransposeA) : Product(a, dy, !TransposeA, false);
        return [da, db];
    }

    private static Tensor Product(Tensor a, Tensor b, bool transposeA, bool transposeB) => new(new MatMul(transposeA, transposeB), [a, b]);

    internal override void Evaluate(ReadOnlySpan<Elements> x, Elements y)
    {
        if (y.DType == DType.Float32) { Multiply<float>(x[0], x[1], y); }
        else { Multiply<double>(x[0], x[1], y); }
    }

    private void Multiply<T>(Elements a, Elements b, Elements c) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> av = a.As<T>(), bv = b.As<T>();
        Span<T> cv = c.As<T>();
        int m = c.Shape[^2], n = c.Shape[^1], k = a.Shape[TransposeA ? ^2 : ^1];
        int batches = (int)c.Shape[..^2].Size;
        for (int batch = 0; batch < batches; batch++)
        {
            int a0 = batch * m * k, b0 = batch * k * n, c0 = batch * m * n;
            for (int i = 0; i < m; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    T sum = T.Zero;
                    for (int p = 0; p < k; p++)
                    {
                        sum = T.FusedMultiplyAdd(av[a0 + (TransposeA ? p * m + i : i * k + p)], bv[b0 + (TransposeB ? j * k + p : p * n + j)], sum);
                    }

                    cv[c0 + i * n + j] = sum;
                }
            }
        }
    }
}

public static partial class TensorOps
{
    extension(Tensor a)
    {
        /// <summary>
        /// The matrix product: <c>(…, m, k) · (…, k, n)</c> is <c>(…, m, n)</c>. Axes in front broadcast; a matrix on the right serves all of them.
        /// </summary>
        /// <exception cref="ShapeException">The shapes do not fit.</exception>
        public Tensor MatMul(Tensor b)
        {
            if (a.Rank < 2 || b.Rank < 2)
            {
                throw new ShapeException(
                    $"MatMul multiplies matrices (two axes or more), but got shapes {a.Shape} and {b.Shape}. "
                    + "Use ExpandDims to make a vector a row or a column.");
            }

            if (b.Rank == 2)
            {
                if (a.Rank == 2) { return new(new MatMul(false, false), [a, b]); }
                Tensor rows = a.Reshape([Sizes.Extent(a.Shape[..^1].Size, "MatMul"), a.Shape[^1]]);
                return new Tensor(new MatMul(false, false), [rows, b]).Reshape([.. a.Shape.Dimensions[..^1], b.Shape[^1]]);
            }

            Shape batch = BroadcastShape("MatMul", a.Shape[..^2], b.Shape[..^2]);
            Tensor left = a.BroadcastTo([.. batch.Dimensions, .. a.Shape.Dimensions[^2..]]);
            Tensor right = b.BroadcastTo([.. batch.Dimensions, .. b.Shape.Dimensions[^2..]]);
            return new(new MatMul(false, false), [left, right]);
        }
    }
}

using Hebb.Cpu.Products;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Cpu.Lowering;

/// <summary>The right operand of a product, rearranged into panels of 32 columns, padded with zeros: (…, panels, rows, 32).</summary>
/// <param name="Transposed">Whether the operand is stored transposed.</param>
/// <param name="Swaps">Whether batch and rows are stored in the other order: (rows, batch, columns).</param>
internal sealed record Pack(bool Transposed, bool Swaps = false) : Op
{
    /// <summary>The shape of the packed form of a matrix, or of a batch of them.</summary>
    public Shape Packed(Shape matrix)
    {
        int rows = matrix[Transposed ? ^1 : ^2], columns = matrix[Transposed ? ^2 : ^1];
        return [.. matrix.Dimensions[..^2], Panel.Count(columns), rows, Panel.Columns];
    }

    internal override (Shape, DType) Infer(ReadOnlySpan<Tensor> inputs) => (Packed(inputs[0].Shape), inputs[0].DType);

    internal override void Evaluate(ReadOnlySpan<Elements> x, Elements y) => throw new InvalidOperationException("Packing exists in compiled programs only.");
}

/// <summary>A matrix product whose right operand is packed: inputs (A, packed B).</summary>
/// <param name="TransposeA">Whether A is stored transposed.</param>
internal sealed record PackedMatMul(bool TransposeA) : Op
{
    internal override (Shape, DType) Infer(ReadOnlySpan<Tensor> inputs) => throw new InvalidOperationException("Packing exists in compiled programs only.");

    internal override void Evaluate(ReadOnlySpan<Elements> x, Elements y) => throw new InvalidOperationException("Packing exists in compiled programs only.");
}

/// <summary>
/// A batch of matrix products some of whose operands have batch and rows stored in the other order, (rows, batch, columns): inputs (A, B). Such is the product
/// of each feature, or each member of an ensemble, with a matrix of its own.
/// </summary>
/// <param name="Product">The product.</param>
/// <param name="Packed">Whether B is packed, which also brings it into order.</param>
/// <param name="SwapsA">Whether A is stored so.</param>
/// <param name="SwapsB">Whether B is, or was before it was packed.</param>
/// <param name="SwapsResult">Whether the result is.</param>
internal sealed record SwappedMatMul(MatMul Product, bool Packed, bool SwapsA, bool SwapsB, bool SwapsResult) : Op
{
    internal override (Shape, DType) Infer(ReadOnlySpan<Tensor> inputs) => throw new InvalidOperationException("Packing exists in compiled programs only.");

    internal override void Evaluate(ReadOnlySpan<Elements> x, Elements y) => throw new InvalidOperationException("Packing exists in compiled programs only.");
}

/// <summary>A convolution whose filters are packed as the matrix (taps · channels, filters): inputs (x, packed filters).</summary>
/// <param name="Windows">The windows.</param>
internal sealed record PackedConvolution(Windows Windows) : Op
{
    internal override (Shape, DType) Infer(ReadOnlySpan<Tensor> inputs) => throw new InvalidOperationException("Packing exists in compiled programs only.");

    internal override void Evaluate(ReadOnlySpan<Elements> x, Elements y) => throw new InvalidOperationException("Packing exists in compiled programs only.");
}

/// <summary>
/// A <see cref="FilterGradient"/> in shares of the positions that are to be added up: inputs (x, dy), result (shares, taps · channels, filters).
/// </summary>
/// <param name="Windows">The windows of the convolution.</param>
/// <param name="Groups">Its groups.</param>
internal sealed record SharedFilterGradient(Windows Windows, int Groups) : Op
{
    internal override (Shape, DType) Infer(ReadOnlySpan<Tensor> inputs) => throw new InvalidOperationException("Shares exist in compiled programs only.");

    internal override void Evaluate(ReadOnlySpan<Elements> x, Elements y) => throw new InvalidOperationException("Shares exist in compiled programs only.");
}

/// <summary>A copy: gives a leaf that is a result or is assigned to a parameter memory of its own.</summary>
internal sealed record Copy : Op
{
    internal override (Shape, DType) Infer(ReadOnlySpan<Tensor> inputs) => (inputs[0].Shape, inputs[0].DType);

    internal override void Evaluate(ReadOnlySpan<Elements> x, Elements y) => x[0].Bytes.CopyTo(y.Bytes);
}

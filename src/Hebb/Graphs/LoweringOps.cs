using Hebb.Tensors;

namespace Hebb.Graphs;

/// <summary>The right operand of a product, rearranged into panels of 32 columns, padded with zeros: (panels, rows, 32).</summary>
/// <param name="Transposed">Whether the operand is stored transposed.</param>
internal sealed record Pack(bool Transposed) : Op
{
    /// <summary>Columns of a panel.</summary>
    public const int Width = 32;

    /// <summary>The shape of the packed form of a matrix.</summary>
    public Shape Packed(Shape matrix)
    {
        int rows = matrix[Transposed ? 1 : 0], columns = matrix[Transposed ? 0 : 1];
        return [(columns + Width - 1) / Width, rows, Width];
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

/// <summary>A copy: gives a leaf that is a result or is assigned to a parameter memory of its own.</summary>
internal sealed record Copy : Op
{
    internal override (Shape, DType) Infer(ReadOnlySpan<Tensor> inputs) => (inputs[0].Shape, inputs[0].DType);

    internal override void Evaluate(ReadOnlySpan<Elements> x, Elements y) => x[0].Bytes.CopyTo(y.Bytes);
}

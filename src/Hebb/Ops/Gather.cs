using Hebb.Tensors;

namespace Hebb.Ops;

/// <summary>Rows of a table chosen by index: inputs (table, indices).</summary>
internal sealed record Gather : Op
{
    /// <summary>What the rows stand for, for errors.</summary>
    public RowName Rows { get; init; }

    internal override (Shape, DType) Infer(ReadOnlySpan<Tensor> inputs)
    {
        Tensor table = inputs[0], indices = inputs[1];
        if (table.Rank == 0 || indices.DType is not (DType.Int32 or DType.Int64))
        {
            throw new ShapeException(
                $"Gather takes rows of a table by Int32 or Int64 indices, but got a table of shape {table.Shape} and indices of {indices.DType}.");
        }

        return ([.. indices.Shape.Dimensions, .. table.Shape.Dimensions[1..]], table.DType);
    }

    internal override Tensor?[] Gradient(Tensor y, Tensor dy) =>
        [dy.ScatterAdd(y.Inputs[1], y.Inputs[0].Shape[0]), null];

    internal override void Evaluate(ReadOnlySpan<Elements> x, Elements y)
    {
        int row = (int)(x[0].Shape[1..].Size * y.DType.Size);
        for (int i = 0; i < x[1].Shape.Size; i++)
        {
            x[0].Bytes.Slice(Index(x[1], i, x[0].Shape[0], Rows) * row, row).CopyTo(y.Bytes[(i * row)..]);
        }
    }

    /// <summary>An index that is known to lie inside the table.</summary>
    internal static int Index(Elements indices, int i, int rows, RowName name = RowName.Row)
    {
        long index = indices.DType == DType.Int32 ? indices.As<int>()[i] : indices.As<long>()[i];
        return index >= 0 && index < rows
            ? (int)index
            : throw name.Outside(index, i, rows, scope: null);
    }
}

/// <summary>Adds rows into a table of zeros at the places their indices name: inputs (rows, indices). The adjoint of <see cref="Gather"/>.</summary>
/// <param name="Rows">The number of rows of the table.</param>
internal sealed record ScatterAdd(int Rows) : Op
{
    internal override (Shape, DType) Infer(ReadOnlySpan<Tensor> inputs)
    {
        Tensor rows = inputs[0], indices = inputs[1];
        if (!rows.DType.IsFloat || indices.DType is not (DType.Int32 or DType.Int64) || rows.Rank < indices.Rank || rows.Shape[..indices.Rank] != indices.Shape)
        {
            throw new ShapeException(
                $"ScatterAdd takes one row of floats for each index, but got rows {rows.Shape} {rows.DType} and indices {indices.Shape} {indices.DType}.");
        }

        return ([Rows, .. rows.Shape.Dimensions[indices.Rank..]], rows.DType);
    }

    internal override Tensor?[] Gradient(Tensor y, Tensor dy) => [dy.Gather(y.Inputs[1]), null];

    internal override void Evaluate(ReadOnlySpan<Elements> x, Elements y)
    {
        y.Bytes.Clear();
        int row = (int)y.Shape[1..].Size;
        for (int i = 0; i < x[1].Shape.Size; i++)
        {
            int at = Gather.Index(x[1], i, Rows) * row;
            for (int j = 0; j < row; j++)
            {
                if (y.DType == DType.Float32) { y.As<float>()[at + j] += x[0].As<float>()[i * row + j]; }
                else { y.As<double>()[at + j] += x[0].As<double>()[i * row + j]; }
            }
        }
    }
}

public static partial class TensorOps
{
    extension(Tensor x)
    {
        /// <summary>Rows of this table: shape (indices…, columns…) for a table (rows, columns…).</summary>
        /// <exception cref="ShapeException">The indices are not integers.</exception>
        /// <exception cref="ArgumentOutOfRangeException">When computed: an index is outside the table.</exception>
        public Tensor Gather(Tensor indices) => new(new Gather(), [x, indices]);

        /// <summary>The same for rows that are known by another name in errors.</summary>
        internal Tensor Gather(Tensor indices, RowName rows) => new(new Gather { Rows = rows }, [x, indices]);

        /// <summary>Adds this tensor's rows into a table of zeros, each at the row its index names.</summary>
        /// <exception cref="ShapeException">There is not one row for each index.</exception>
        /// <exception cref="ArgumentOutOfRangeException">When computed: an index is outside the table.</exception>
        public Tensor ScatterAdd(Tensor indices, int rows) => new(new ScatterAdd(rows), [x, indices]);
    }
}

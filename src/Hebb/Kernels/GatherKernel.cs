using Hebb.Tensors;

namespace Hebb.Kernels;

/// <summary>Rows of a table chosen by index.</summary>
internal sealed unsafe class GatherKernel(Ref table, Ref indices, Ref y, int rows, int columns, int count, DType indexType, int elementSize)
    : RowKernel(count, 5 + columns * 0.05)
{
    /// <inheritdoc/>
    public override string Name => $"gather {Rows} of {rows}x{columns}";

    /// <inheritdoc/>
    public override double Bytes => 2.0 * Rows * columns * elementSize;

    /// <inheritdoc/>
    protected override void RunRows(Frame frame, int first, int end)
    {
        long bytes = (long)columns * elementSize;
        byte* from = frame.At(table), to = frame.At(y), index = frame.At(indices);
        for (int i = first; i < end; i++)
        {
            Buffer.MemoryCopy(from + RowIndex.Read(index, indexType, i, rows, Scope) * bytes, to + i * bytes, bytes, bytes);
        }
    }
}

using Hebb.Tensors;

namespace Hebb.Kernels;

/// <summary>Reads indices that come from outside: each is checked before it becomes an address.</summary>
internal static unsafe class RowIndex
{
    /// <summary>Index number <paramref name="i"/>, known to lie inside the table.</summary>
    public static long Read(byte* indices, DType type, int i, int rows, string? layer)
    {
        long index = type == DType.Int32 ? ((int*)indices)[i] : ((long*)indices)[i];
        return (ulong)index < (ulong)rows
            ? index
            : throw new ArgumentOutOfRangeException(nameof(indices), index,
                $"{(layer is null ? "" : $"{layer}: ")}index {index} (at position {i}) is outside a table of {rows} rows: indices go from 0 to {rows - 1}.");
    }
}

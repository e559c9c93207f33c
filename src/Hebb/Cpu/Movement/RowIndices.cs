using System.Diagnostics.CodeAnalysis;
using Hebb.Cpu.Running;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Cpu.Movement;

/// <summary>Indices of rows of a table, Int32 or Int64, as they come from data: each is checked before it is used.</summary>
internal readonly unsafe struct RowIndices(Ref at, DType type, int rows, string? scope, RowName name = RowName.Row)
{
    /// <summary>The index at a position.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The table has no such row.</exception>
    public int this[Frame frame, int position]
    {
        get
        {
            long index = type == DType.Int32 ? ((int*)frame.At(at))[position] : ((long*)frame.At(at))[position];
            if ((ulong)index >= (ulong)rows) { Throw(index, position); }
            return (int)index;
        }
    }

    [DoesNotReturn]
    private void Throw(long index, int position) => throw name.Outside(index, position, rows, scope);
}

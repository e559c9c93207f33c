using System.Runtime.CompilerServices;
using Hebb.Cpu.Running;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Cpu.Movement;

/// <summary>Copies rows of a table: to[i, :] = table[indices[i], :].</summary>
internal sealed unsafe class GatherKernel : Kernel
{
    private const long PartBytes = 128 * 1024;
    private readonly int _count;
    private readonly int _rows;
    private readonly int _rowBytes;
    private readonly int _perPart;

    /// <summary>A kernel for <paramref name="count"/> indices into a table of <paramref name="rows"/> rows of <paramref name="rowBytes"/> bytes.</summary>
    public GatherKernel(int count, int rows, int rowBytes)
    {
        (_count, _rows, _rowBytes) = (count, rows, rowBytes);
        int parts = (int)Math.Clamp((long)count * (rowBytes + 16) / PartBytes, 1, 64);
        _perPart = Math.Max(1, (count + parts - 1) / parts);
        Parts = Math.Max(1, (count + _perPart - 1) / _perPart);
    }

    /// <summary>The table.</summary>
    public required Ref Table { get; init; }

    /// <summary>The indices.</summary>
    public required Ref Indices { get; init; }

    /// <summary>Int32 or Int64.</summary>
    public required DType IndexType { get; init; }

    /// <summary>Where the rows go.</summary>
    public required Ref To { get; init; }

    /// <summary>What the rows stand for, for errors.</summary>
    public RowName Rows { get; init; }

    /// <inheritdoc/>
    public override string Name => $"gather {_count} of {_rows} rows of {_rowBytes} bytes";

    /// <inheritdoc/>
    public override double Bytes => (double)_count * ((2.0 * _rowBytes) + IndexType.Size);

    /// <inheritdoc/>
    public override void Run(Frame frame, int part, int worker)
    {
        RowIndices indices = new(Indices, IndexType, _rows, Scope, Rows);
        byte* table = frame.At(Table), to = frame.At(To);
        int last = Math.Min((part + 1) * _perPart, _count);
        for (int i = part * _perPart; i < last; i++)
        {
            Unsafe.CopyBlockUnaligned(to + ((long)i * _rowBytes), table + ((long)indices[frame, i] * _rowBytes), (uint)_rowBytes);
        }
    }
}

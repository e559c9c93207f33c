using System.Runtime.Intrinsics;
using Hebb.Cpu.Running;
using Hebb.Tensors;

namespace Hebb.Cpu.Movement;

/// <summary>Adds rows of floats into a table of zeros: to[indices[i], :] += rows[i, :], in the order of i.</summary>
/// <remarks>Parts are strips of columns, so every element has one writer and its sum one order.</remarks>
internal sealed unsafe class ScatterAddKernel : Kernel
{
    private const long PartElements = 64 * 1024;

    /// <summary>Columns of the narrowest strip: two vectors, two cache lines.</summary>
    private const int LeastColumns = 32;

    private readonly int _count;
    private readonly int _rows;
    private readonly int _columns;
    private readonly int _columnsPerPart;

    /// <summary>A kernel for <paramref name="count"/> rows of <paramref name="columns"/> floats that go into a table of <paramref name="rows"/> rows.</summary>
    public ScatterAddKernel(int count, int rows, int columns)
    {
        (_count, _rows, _columns) = (count, rows, columns);
        int parts = (int)Math.Clamp(((long)count + rows) * columns / PartElements, 1, Math.Max(1, columns / LeastColumns));
        _columnsPerPart = Math.Max(16, ((columns + parts - 1) / parts + 15) / 16 * 16);
        Parts = Math.Max(1, (columns + _columnsPerPart - 1) / _columnsPerPart);
    }

    /// <summary>The rows to add.</summary>
    public required Ref From { get; init; }

    /// <summary>The indices.</summary>
    public required Ref Indices { get; init; }

    /// <summary>Int32 or Int64.</summary>
    public required DType IndexType { get; init; }

    /// <summary>The table.</summary>
    public required Ref To { get; init; }

    /// <inheritdoc/>
    public override string Name => $"scatter-add {_count} rows of {_columns} to {_rows}";

    /// <inheritdoc/>
    public override double Flops => (double)_count * _columns;

    /// <inheritdoc/>
    public override double Bytes => (12.0 * _count * _columns) + (4.0 * _rows * _columns) + ((double)_count * IndexType.Size);

    /// <inheritdoc/>
    public override void Run(Frame frame, int part, int worker)
    {
        RowIndices indices = new(Indices, IndexType, _rows, Scope);
        int first = part * _columnsPerPart, columns = Math.Min(_columnsPerPart, _columns - first);
        float* from = frame.Floats(From) + first, to = frame.Floats(To) + first;
        if (columns == _columns) { new Span<float>(to, checked(_rows * _columns)).Clear(); }
        else
        {
            for (int row = 0; row < _rows; row++) { new Span<float>(to + ((long)row * _columns), columns).Clear(); }
        }

        for (int i = 0; i < _count; i++) { Add(from + ((long)i * _columns), to + ((long)indices[frame, i] * _columns), columns); }
    }

    private static void Add(float* from, float* to, int columns)
    {
        int column = 0;
        for (; column + 16 <= columns; column += 16) { (Vector512.Load(to + column) + Vector512.Load(from + column)).Store(to + column); }
        for (; column < columns; column++) { to[column] += from[column]; }
    }
}

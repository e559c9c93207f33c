using System.Runtime.InteropServices;
using Hebb.Tensors;

namespace Hebb.Datasets;

/// <summary>Rows held in tensors.</summary>
internal sealed class TensorDataset : Dataset
{
    private readonly Batch _whole;
    private Buffers? _spare;

    /// <summary>The rows of a batch as a data set.</summary>
    public TensorDataset(Batch whole)
    {
        if (whole.Rows == 0) { throw new ArgumentException("The data have no rows.", nameof(whole)); }
        _whole = whole;
    }

    public override int? Rows => _whole.Rows;

    public override Batch Whole => _whole;

    public override IEnumerable<Batch> Read(DataPass pass)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pass.BatchSize, 1, nameof(DataPass.BatchSize));
        return Pass(pass, Math.Min(pass.BatchSize, _whole.Rows), pass.DropRemainder && pass.BatchSize <= _whole.Rows);
    }

    public override Dataset Take(params ReadOnlySpan<int> rows)
    {
        foreach (int row in rows)
        {
            if ((uint)row >= (uint)_whole.Rows) { throw new ArgumentOutOfRangeException(nameof(rows), row, $"Rows go from 0 to {_whole.Rows - 1}."); }
        }

        Batch part = New(rows.Length);
        Gather(_whole, rows, part);
        return new TensorDataset(part);
    }

    internal override Batch Peek() => _whole;

    private IEnumerable<Batch> Pass(DataPass pass, int size, bool dropRemainder)
    {
        // Two passes at once get buffers of their own; one after the other share them.
        Buffers buffers = Interlocked.Exchange(ref _spare, null) is { } spare && spare.Size == size ? spare : new(size);
        if (pass.Shuffle is { } key) { Permutation.Fill(buffers.Order ??= new int[_whole.Rows], key); }
        for (int start = 0; start < _whole.Rows; start += size)
        {
            pass.Cancellation.ThrowIfCancellationRequested();
            bool isFull = start + size <= _whole.Rows;
            if (!isFull && dropRemainder) { break; }
            Batch batch = Writable(ref isFull ? ref buffers.Full : ref buffers.Rest, isFull ? size : _whole.Rows - start, pass.ReusesBatches);
            if (pass.Shuffle is null) { Copy(_whole, start, batch); }
            else { Gather(_whole, buffers.Order.AsSpan(start, batch.Rows), batch); }
            yield return batch;
        }

        _spare = buffers;
    }

    /// <summary>A batch to fill: the one from before, unless somebody may have kept it.</summary>
    private Batch Writable(ref Batch? buffer, int rows, bool reuses)
    {
        if (!reuses) { return New(rows); }
        if (buffer is null or { IsHandedOut: true }) { buffer = New(rows); }
        return buffer;
    }

    private Batch New(int rows)
    {
        Tensor[] tensors = new Tensor[_whole.Arguments.Length];
        for (int i = 0; i < tensors.Length; i++) { tensors[i] = Tensor.Uninitialized(_whole.Arguments[i].Shape.With(0, rows), _whole.Arguments[i].DType); }
        return new(tensors, _whole.InputCount, _whole.TargetCount);
    }

    /// <summary>Copies rows that lie side by side.</summary>
    private static void Copy(Batch from, int start, Batch to)
    {
        for (int i = 0; i < to.Arguments.Length; i++)
        {
            Span<byte> target = to.Arguments[i].Value!.Span<byte>();
            long row = target.Length / to.Rows;
            from.Arguments[i].Value!.Span<byte>().Slice((int)(start * row), target.Length).CopyTo(target);
        }
    }

    /// <summary>Copies rows from anywhere.</summary>
    private static void Gather(Batch from, ReadOnlySpan<int> rows, Batch to)
    {
        for (int i = 0; i < to.Arguments.Length; i++)
        {
            Span<byte> target = to.Arguments[i].Value!.Span<byte>(), source = from.Arguments[i].Value!.Span<byte>();
            int row = target.Length / Math.Max(1, to.Rows);
            if (row == sizeof(int)) { GatherNumbers(MemoryMarshal.Cast<byte, int>(source), rows, MemoryMarshal.Cast<byte, int>(target)); }
            else
            {
                for (int r = 0; r < rows.Length; r++) { source.Slice(rows[r] * row, row).CopyTo(target[(r * row)..]); }
            }
        }
    }

    /// <summary>Rows of one 4-byte number, as targets often are.</summary>
    private static void GatherNumbers(ReadOnlySpan<int> source, ReadOnlySpan<int> rows, Span<int> target)
    {
        for (int r = 0; r < rows.Length; r++) { target[r] = source[rows[r]]; }
    }

    /// <summary>The memory of one pass.</summary>
    private sealed class Buffers(int size)
    {
        public int Size { get; } = size;

        public Batch? Full;

        public Batch? Rest;

        public int[]? Order { get; set; }
    }
}

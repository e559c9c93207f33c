using Hebb.Tensors;

namespace Hebb.Formats.Hdf5;

/// <summary>A dataset in chunks: boxes of equal extents, each compressed by itself, found by a B-tree.</summary>
internal sealed class Chunks
{
    private const int MaxLevel = 16;

    private readonly Shape _shape;
    private readonly int _elementSize;
    private readonly string _name;
    private readonly long[] _extents;
    private readonly int _chunkLength;
    private readonly Filters _filters;
    private readonly List<(int[] Start, Cursor Stored, uint Skipped)> _chunks = [];

    private Chunks(Shape shape, int elementSize, string name, long[] extents, int chunkLength, Filters filters)
    {
        (_shape, _elementSize, _name) = (shape, elementSize, name);
        (_extents, _chunkLength, _filters) = (extents, chunkLength, filters);
    }

    /// <summary>Reads the index; every chunk must be there, since parameters that were never written are no parameters.</summary>
    public static Chunks Read(Cursor layout, Cursor? filters, Shape shape, int elementSize, string name)
    {
        int rank = layout.U8() - 1;
        ulong address = layout.U64();
        if (rank != shape.Rank || rank == 0)
        {
            throw layout.Error($"chunks of {rank} axes for dataset '{name}' of shape {shape}", "as many axes, and at least one");
        }

        long[] extents = new long[rank];
        long chunkLength = elementSize;
        for (int axis = 0; axis < rank; axis++)
        {
            extents[axis] = layout.U32();
            if (extents[axis] == 0 || extents[axis] > int.MaxValue / chunkLength)
            {
                throw layout.Error($"an extent of {extents[axis]} in the chunks of dataset '{name}'", "chunks of less than 2 GiB");
            }

            chunkLength *= extents[axis];
        }

        uint size = layout.U32();
        if (size != elementSize) { throw layout.Error($"chunks of elements of {size} bytes in dataset '{name}'", $"{elementSize} bytes"); }

        long expected = 1;
        for (int axis = 0; axis < rank; axis++) { expected = Sizes.Times(expected, (shape[axis] + extents[axis] - 1) / extents[axis]); }
        layout.Image.SpendData(Math.Max(0, Sizes.Times(expected, chunkLength) - Sizes.Times(shape.Size, elementSize))); // what is decoded beyond the shape

        Chunks chunks = new(shape, elementSize, name, extents, (int)chunkLength, Filters.Read(filters, elementSize));
        if (expected > 0 && address != Hdf5Image.Undefined) { chunks.ReadNode(layout.Image, address, null); }
        return chunks._chunks.Count == expected || expected == 0
            ? chunks
            : throw layout.Error($"{chunks._chunks.Count} chunks of dataset '{name}'", $"{expected}, one for every part of its shape {shape}");
    }

    /// <summary>The bytes of the whole dataset.</summary>
    public byte[] Decode(int length)
    {
        byte[] whole = new byte[length];
        if (length == 0) { return whole; }
        foreach ((int[] start, Cursor stored, uint skipped) in _chunks)
        {
            Cursor chunk = stored;
            Place(_filters.Decode(chunk.Take(chunk.Left), _chunkLength, skipped, _name), start, whole);
        }

        return whole;
    }

    private void ReadNode(Hdf5Image image, ulong address, int? expectedLevel)
    {
        Cursor node = image.Enter(address, "TREE"u8);
        int type = node.U8();
        int level = node.U8();
        int count = node.U16();
        if (type != 1 || level > MaxLevel || level != (expectedLevel ?? level))
        {
            throw node.Error($"a B-tree node of type {type} and level {level}", $"type 1 and level {expectedLevel?.ToString() ?? $"0 to {MaxLevel}"}");
        }

        node.Skip(16);
        for (int i = 0; i < count; i++)
        {
            image.Spend(8 + (8 * (_shape.Rank + 1)) + 8);
            uint stored = node.U32();
            uint skipped = node.U32();
            Cursor key = node.Part(8 * (_shape.Rank + 1));
            ulong child = node.U64();
            if (level > 0) { ReadNode(image, child, level - 1); }
            else { AddChunk(key, image.At(child, stored), skipped); }
        }
    }

    private void AddChunk(Cursor key, Cursor data, uint skipped)
    {
        int[] start = new int[_shape.Rank];
        for (int axis = 0; axis < start.Length; axis++)
        {
            ulong at = key.U64();

            // Chunks in rows are in the order of their starts, so comparing with the one before finds doubles.
            if (at >= (ulong)_shape[axis] || at % (ulong)_extents[axis] != 0)
            {
                throw key.Error($"a chunk of dataset '{_name}' that starts at {at} on axis {axis}", $"a multiple of {_extents[axis]} below {_shape[axis]}");
            }

            start[axis] = (int)at;
        }

        if (_chunks.Count > 0 && start.AsSpan().SequenceCompareTo(_chunks[^1].Start) <= 0)
        {
            throw key.Error($"chunks of dataset '{_name}' out of order", "every chunk once, in order");
        }

        _chunks.Add((start, data, skipped));
    }

    // Copies the part of a chunk that lies within the shape, one row along the last axis at a time.
    private void Place(ReadOnlySpan<byte> chunk, int[] start, Span<byte> whole)
    {
        int rank = start.Length;
        int rowElements = (int)Math.Min(_extents[^1], _shape[^1] - start[^1]);
        int[] index = new int[rank];
        while (true)
        {
            long from = 0;
            long to = 0;
            for (int axis = 0; axis < rank; axis++)
            {
                from = (from * _extents[axis]) + index[axis];
                to = (to * _shape[axis]) + start[axis] + index[axis];
            }

            chunk.Slice((int)(from * _elementSize), rowElements * _elementSize).CopyTo(whole[(int)(to * _elementSize)..]);

            int next = rank - 2;
            while (next >= 0 && (++index[next] == _extents[next] || start[next] + index[next] == _shape[next])) { index[next--] = 0; }
            if (next < 0) { return; }
        }
    }
}

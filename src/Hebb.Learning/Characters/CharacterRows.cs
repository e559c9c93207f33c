using System.Collections;
using Hebb.Datasets;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Learning.Characters;

/// <summary>Passes over a long text in rows of equal length, each beside the same row one character later. With a seed, every pass cuts and
/// orders it differently.</summary>
internal sealed class CharacterRows(int[] text, int length, int batchSize, long? seed) : IEnumerable<Batch>
{
    private int _pass = -1;

    /// <summary>Batches of a pass: rows that would not fill one are left for other passes.</summary>
    public int Batches => Math.Max(1, Rows(0) / batchSize);

    public IEnumerator<Batch> GetEnumerator()
    {
        int pass = Interlocked.Increment(ref _pass);
        SplitMix64 random = SplitMix64.Of(seed ?? 0, pass);

        // A row needs one character more than it has: the one after its last.
        int spare = Math.Min(length, text.Length - length), offset = seed is null ? 0 : random.Below(Math.Max(1, spare));
        int[] starts = [.. Enumerable.Range(0, Rows(offset)).Select(row => offset + (row * length))];
        if (seed is not null) { random.Shuffle(starts); }
        return starts
            .Chunk(batchSize)
            .Where(rows => rows.Length == batchSize || starts.Length < batchSize)
            .Select(rows => New(text, length, rows))
            .GetEnumerator();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int Rows(int offset) => (text.Length - 1 - offset) / length;

    /// <summary>The rows that begin at some places of a text, each beside the same row one character later.</summary>
    public static Batch New(int[] text, int length, int[] starts)
    {
        int[] x = new int[starts.Length * length], y = new int[x.Length];
        for (int i = 0; i < starts.Length; i++)
        {
            text.AsSpan(starts[i], length).CopyTo(x.AsSpan(i * length));
            text.AsSpan(starts[i] + 1, length).CopyTo(y.AsSpan(i * length));
        }

        return new Batch(Tensor.Create(x, [starts.Length, length]), Tensor.Create(y, [starts.Length, length]));
    }
}
